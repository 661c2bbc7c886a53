import { invariant } from '../errors/index.js';

/**
 * An own copy of the labels as 32-bit integers. A typed array alone would wrap -1, 1.5 and 2^32
 * silently.
 */
export function checkLabels(labels: readonly number[] | Uint32Array): Uint32Array<ArrayBuffer> {
  const copy = Uint32Array.from(labels);
  labels.forEach((label, at) => {
    invariant(copy[at] === label, `label ${label} is no integer below 2^32`);
  });
  return copy;
}

/** New labels ascend and lie above every label ever used, so none can mean two vectors. */
export function checkNewLabels(labels: Uint32Array, highest: number): void {
  let previous = highest;
  for (const label of labels) {
    invariant(label > previous, `label ${label} was added after ${previous}: labels only ascend`);
    previous = label;
  }
}
