import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { invariant } from '../errors/index.js';

interface PcaOptions {
  readonly embeddings: Float32Array; // [N, D]
  /** D */
  readonly dimension: number;
  /** d */
  readonly components: number;
}

/**
 * The projection [D, d] that keeps most of the embeddings: their d strongest directions,
 * orthonormal, the strongest first. Rows are brought to length 1, so that none counts more, and no
 * mean is taken off: what is compared later are angles at the origin, and of all projections to d
 * numbers this one changes the inner products least (Eckart and Young, 1936).
 */
export function fitPca({ embeddings, dimension, components }: PcaOptions): Float32Array {
  const decomposition = new EigenvalueDecomposition(secondMoments(embeddings, dimension), {
    assumeSymmetric: true,
  });
  const vectors = decomposition.eigenvectorMatrix; // columns by ascending eigenvalue
  const kernel = new Float32Array(dimension * components);
  for (let row = 0; row < dimension; row++) {
    for (let component = 0; component < components; component++) {
      kernel[row * components + component] = vectors.get(row, dimension - 1 - component);
    }
  }
  return kernel;
}

/** Sum of e e^T over the rows at length 1. [D, D] */
function secondMoments(embeddings: Float32Array, dimension: number): Matrix {
  invariant(embeddings.length % dimension === 0, 'embeddings are [N, D]');
  const sums = Array.from({ length: dimension }, () => new Float64Array(dimension));
  for (let start = 0; start < embeddings.length; start += dimension) {
    const row = embeddings.subarray(start, start + dimension);
    const squares = row.reduce((sum, value) => sum + value * value, 0);
    if (squares === 0) {
      continue;
    }
    for (let first = 0; first < dimension; first++) {
      const scaled = (row[first] as number) / squares;
      const sum = sums[first] as Float64Array;
      for (let second = 0; second <= first; second++) {
        sum[second] = (sum[second] as number) + scaled * (row[second] as number);
      }
    }
  }
  const symmetric = new Matrix(dimension, dimension);
  sums.forEach((sum, first) => {
    for (let second = 0; second <= first; second++) {
      symmetric.set(first, second, sum[second] as number);
      symmetric.set(second, first, sum[second] as number);
    }
  });
  return symmetric;
}
