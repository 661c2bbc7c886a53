import { logSumExp } from '../tuple/log-sum-exp.js';
import type { ProxyBatch } from './proxy-loss.js';

/** The cosines of one sample with the proxies. */
export interface ProxyRow {
  readonly label: number;
  /** [classes * centers] */
  readonly cosines: Float32Array;
}

/**
 * The mean over a batch of -log softmax(logits)_label, for logits that are made of a sample's
 * cosines alone.
 */
export function meanCrossEntropy(
  { cosines, labels, classes, centers }: ProxyBatch,
  {
    logitsOf,
    differentiate,
  }: {
    /** Writes the logits of a sample. */
    readonly logitsOf: (row: ProxyRow, logits: Float64Array /* [classes] */) => void;
    /** From the derivatives by the logits to those by the cosines, in their place. */
    readonly differentiate: (row: ProxyRow, byLogits: Float64Array /* [classes] */) => void;
  },
): number {
  const size = labels.length;
  const columns = classes * centers;
  const logits = new Float64Array(classes);
  let loss = 0;
  for (let sample = 0; sample < size; sample++) {
    const label = labels[sample] as number;
    const row = { label, cosines: cosines.subarray(sample * columns, (sample + 1) * columns) };
    logitsOf(row, logits);
    const target = logits[label] as number;
    loss += (logSumExp(logits) - target) / size;
    logits[label] = (logits[label] as number) - 1;
    for (let at = 0; at < classes; at++) {
      logits[at] = (logits[at] as number) / size;
    }
    differentiate(row, logits);
  }
  return loss;
}
