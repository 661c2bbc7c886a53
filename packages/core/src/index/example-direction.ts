import { invariant } from '../errors/index.js';
import { checkVector, normalize } from './check-vector.js';

/**
 * Where to search for what is like some examples and unlike others: from the mean of the positive
 * directions as far again away from the mean of the negative ones (Rocchio's relevance feedback,
 * 1971, with weights as vector databases use them: 2 positive - negative).
 *
 * @param positive at least one vector `[d]` that passed `checkVector`
 * @param negative vectors `[d]` that passed it too; may be empty
 * @returns a vector `[d]`, not normalised; one positive example alone is returned as it is
 * @throws UmbraError `invalid_vector` when the examples cancel each other out
 */
export function exampleDirection(
  positive: readonly Float32Array[],
  negative: readonly Float32Array[],
): Float32Array {
  const [first] = positive;
  invariant(first !== undefined, 'a direction needs a positive example');
  if (positive.length === 1 && negative.length === 0) return first;
  const towards = meanOfUnits(positive, first.length);
  if (negative.length === 0) return checkVector(towards, first.length);
  const away = meanOfUnits(negative, first.length);
  return checkVector(
    towards.map((value, at) => 2 * value - (away[at] ?? 0)),
    first.length,
  );
}

function meanOfUnits(vectors: readonly Float32Array[], dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (const vector of vectors) {
    normalize(vector).forEach((value, at) => {
      mean[at] = (mean[at] ?? 0) + value / vectors.length;
    });
  }
  return mean;
}
