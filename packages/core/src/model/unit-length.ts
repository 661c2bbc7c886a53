import { UmbraError } from '../errors/index.js';

/**
 * Brings every row of `vectors` [N, d] to length 1, in place. A row of zeros gets the constant
 * direction: an index takes no vector without a direction.
 * @throws UmbraError `training_failed` for a row that is not finite: the training that made the
 * network went wrong.
 */
export function toUnitLength(vectors: Float32Array, dimension: number): void {
  for (let start = 0; start < vectors.length; start += dimension) {
    const row = vectors.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (!Number.isFinite(length)) {
      throw new UmbraError(
        'training_failed',
        'The network gives vectors that are not numbers: ' +
          'train again with a smaller optimizer.learningRate.',
      );
    }
    row.forEach((value, column) => {
      row[column] = length > 0 ? value / length : 1 / Math.sqrt(dimension);
    });
  }
}
