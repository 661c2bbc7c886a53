import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '@umbra/core/random';

export const dimension = 64;

/** Pictures of a class in the mean; class sizes differ by a factor of about 3. */
const picturesPerClass = 200;

/** Against centres of deviation 1: about nine in ten find one of their class first. */
const noise = 1.5;

export interface DrawnSet {
  readonly vectors: Float32Array; // [N, d]
  readonly labels: Int32Array; // [N]
}

/** Vectors around the centre of their class, the same for the same count. */
export function drawSet(count: number): DrawnSet {
  const random = createRandom(count);
  const classes = Math.max(2, Math.round(count / picturesPerClass));
  const weights = Array.from({ length: classes }, () => random.between(0.5, 1.5));
  const places = weights.flatMap((weight, label) =>
    Array.from({ length: Math.ceil(10 * weight) }, () => label),
  );
  const labels = Int32Array.from({ length: count }, () => places[random.below(places.length)] ?? 0);
  const centres = Float32Array.from({ length: classes * dimension }, () => random.normal());
  const vectors = new Float32Array(count * dimension);
  labels.forEach((label, row) => {
    for (let column = 0; column < dimension; column++) {
      vectors[row * dimension + column] =
        (centres[label * dimension + column] as number) + noise * random.normal();
    }
  });
  return { vectors, labels };
}

/** As both contestants read it: float32 and int32, as they lie in memory. */
export function writeSet(folder: string, { vectors, labels }: DrawnSet): void {
  writeFileSync(join(folder, 'vectors'), vectors);
  writeFileSync(join(folder, 'labels'), labels);
}
