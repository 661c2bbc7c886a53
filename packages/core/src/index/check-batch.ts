import { invariant, UmbraError } from '../errors/index.js';
import { checkVector, normalize } from './check-vector.js';

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

/** The vectors `[N, d]` of a batch, each checked and normalised to length 1; an own copy. */
export function checkVectors(
  vectors: Float32Array,
  { count, dimension }: { readonly count: number; readonly dimension: number },
): Float32Array {
  if (vectors.length !== count * dimension) {
    const needed = `${count} vectors of ${dimension} numbers are needed`;
    throw new UmbraError('wrong_dimension', `${needed}, ${vectors.length} numbers came.`);
  }
  const units = new Float32Array(vectors.length);
  for (let row = 0; row < count; row++) {
    const start = row * dimension;
    const vector = checkVector(vectors.subarray(start, start + dimension), dimension);
    units.set(normalize(vector), start);
  }
  return units;
}
