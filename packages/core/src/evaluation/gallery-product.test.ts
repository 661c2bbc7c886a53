import { expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { loopProduct, tensorProduct } from './gallery-product.js';
import { unitRows } from './labelled-vectors.js';

it('is the same by loop, tensors and definition; equal rows have equal products', async () => {
  await selectEngineBackend();
  const random = createRandom(1);
  const dimension = 37;
  const draw = (rows: number) =>
    unitRows(
      Float32Array.from({ length: rows * dimension }, () => random.normal()),
      dimension,
    );
  const queries = draw(9);
  // The second half repeats the first, at other places of the kernels' tiles.
  const half = draw(519);
  const vectors = new Float32Array(2 * half.length);
  vectors.set(half);
  vectors.set(half, half.length);
  const count = vectors.length / dimension;

  const [byLoop, byTensor] = [loopProduct, tensorProduct].map((create) => {
    const product = create({ vectors, dimension });
    const products = product.multiply(queries);
    product.dispose();
    return products;
  });
  for (let query = 0; query < 9; query++) {
    for (let row = 0; row < count; row++) {
      let exact = 0;
      for (let column = 0; column < dimension; column++) {
        exact +=
          (queries[query * dimension + column] ?? 0) * (vectors[row * dimension + column] ?? 0);
      }
      expect(byLoop?.[query * count + row]).toBe(Math.fround(exact));
      expect(Math.abs((byTensor?.[query * count + row] ?? Number.NaN) - exact)).toBeLessThan(3e-7);
      const twin = query * count + ((row + count / 2) % count);
      expect(byTensor?.[twin]).toBe(byTensor?.[query * count + row]);
    }
  }
});
