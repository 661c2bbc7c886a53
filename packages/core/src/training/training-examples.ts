import { invariant } from '../errors/index.js';
import type { InputSize } from '../image/index.js';

interface Labelled {
  /** Index into `classes` of every example. */
  readonly labels: Int32Array; // [N]
  readonly classes: readonly string[];
}

/** A labelled set of decoded pictures. */
export interface TrainingImages extends Labelled {
  readonly kind: 'pixels';
  readonly pixels: Uint8Array; // [N, H, W, C]
  readonly size: InputSize;
}

/** A labelled set of pictures that have gone through a frozen backbone: F numbers each. */
export interface TrainingFeatures extends Labelled {
  readonly kind: 'features';
  readonly features: Float32Array; // [N, F]
  /** F */
  readonly width: number;
  /** The same pictures by `baseline-pixels`, which every model is compared with. */
  readonly baseline?: Float32Array; // [N, P]
}

/** What a network trains on: pictures for a convolutional encoder, features for a head. */
export type TrainingExamples = TrainingImages | TrainingFeatures;

/** The examples at `indices`, in that order, copied. */
export function pickExamples<Examples extends TrainingExamples>(
  examples: Examples,
  indices: Int32Array,
): Examples;
export function pickExamples(examples: TrainingExamples, indices: Int32Array): TrainingExamples {
  const labels = indices.map((index) => {
    const label = examples.labels[index];
    invariant(label !== undefined, 'an index lies within the examples');
    return label;
  });
  if (examples.kind === 'features') {
    const { features, baseline } = examples;
    const pick = (from: Float32Array): Float32Array => {
      const columns = from.length / examples.labels.length;
      const to = new Float32Array(indices.length * columns); // [n, columns]
      copyRows({ from, to, width: columns, indices });
      return to;
    };
    const picked = { ...examples, features: pick(features), labels };
    return baseline === undefined ? picked : { ...picked, baseline: pick(baseline) };
  }
  const { pixels, size } = examples;
  const width = size.width * size.height * size.channels;
  const picked = new Uint8Array(indices.length * width); // [n, H, W, C]
  copyRows({ from: pixels, to: picked, width, indices });
  return { ...examples, pixels: picked, labels };
}

interface RowCopy<Rows extends Uint8Array | Float32Array> {
  readonly from: Rows;
  readonly to: Rows;
  /** Numbers of a row. */
  readonly width: number;
  readonly indices: Int32Array;
}

function copyRows<Rows extends Uint8Array | Float32Array>(copy: RowCopy<Rows>): void {
  const { from, to, width, indices } = copy;
  indices.forEach((index, row) => {
    to.set(from.subarray(index * width, (index + 1) * width), row * width);
  });
}
