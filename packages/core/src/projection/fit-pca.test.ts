import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { fitPca } from './fit-pca.js';

/** Rows along three directions of falling strength, which are no axes, and a little noise. */
function rows(count: number): Float32Array {
  const random = createRandom(1);
  const directions = [
    [0.5, 0.5, 0.5, 0.5, 0, 0],
    [0.5, -0.5, 0.5, -0.5, 0, 0],
    [0, 0, 0, 0, 0.6, 0.8],
  ];
  const strengths = [5, 2, 1];
  return Float32Array.from(
    Array.from({ length: count }, () => {
      const parts = strengths.map((strength) => strength * random.normal());
      return Array.from({ length: 6 }, (_, at) =>
        directions.reduce(
          (sum, direction, which) =>
            sum + (parts[which] as number) * (direction[at] as number) + 0.001 * random.normal(),
          0,
        ),
      );
    }).flat(),
  );
}

const column = (kernel: Float32Array, components: number, which: number): number[] =>
  Array.from({ length: 6 }, (_, row) => kernel[row * components + which] as number);
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);

describe('fitPca', () => {
  const embeddings = rows(500);

  it('finds the directions, the strongest first, at right angles and of length 1', () => {
    const kernel = fitPca({ embeddings, dimension: 6, components: 3 });
    const columns = [0, 1, 2].map((which) => column(kernel, 3, which));
    columns.forEach((one, first) => {
      columns.forEach((other, second) => {
        expect(dot(one, other)).toBeCloseTo(first === second ? 1 : 0, 5);
      });
    });
    expect(Math.abs(dot(columns[0] as number[], [0.5, 0.5, 0.5, 0.5, 0, 0]))).toBeCloseTo(1, 2);
    expect(Math.abs(dot(columns[2] as number[], [0, 0, 0, 0, 0.6, 0.8]))).toBeCloseTo(1, 2);
  });

  it('keeps cosines when it has as many components as the rows have directions', () => {
    const kernel = fitPca({ embeddings, dimension: 6, components: 3 });
    const embedded = (row: number) => [...embeddings.subarray(row * 6, row * 6 + 6)];
    const projected = (row: number) =>
      [0, 1, 2].map((which) => dot(embedded(row), column(kernel, 3, which)));
    const cosine = (a: number[], b: number[]) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    for (const [a, b] of [
      [0, 1],
      [2, 3],
      [4, 499],
    ] as const) {
      const kept = cosine(projected(a), projected(b));
      expect(kept).toBeCloseTo(cosine(embedded(a), embedded(b)), 3);
    }
  });
});
