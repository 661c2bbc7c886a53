import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { measureIndex } from './measure-index.js';

const dimension = 16;

function vectors(count: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: count * dimension }, () => random.normal());
}

describe('measureIndex', () => {
  it('measures a graph that holds all vectors', async () => {
    const figures = await measureIndex({
      dimension,
      stored: vectors(100, 1),
      queries: vectors(20, 2),
      vectors: 1500,
      fillSeconds: 60,
      seed: 1,
      signal: AbortSignal.timeout(20_000),
    });
    expect(figures.vectors).toBe(1500);
    expect(figures.recall).toBeGreaterThan(0.9);
    expect(figures.queriesPerSecond).toBeGreaterThan(100);
    // Each vector lies in the store and in the graph, with 32 links of 4 bytes at its lowest level.
    const least = 1500 * (2 * dimension * 4 + 32 * 4);
    expect(figures.bytes).toBeGreaterThan(least);
    expect(figures.bytes).toBeLessThan(1.3 * least);
  });

  it('fills no longer than it may', async () => {
    const { vectors: filled } = await measureIndex({
      dimension,
      stored: vectors(100, 1),
      queries: vectors(20, 2),
      vectors: 100_000,
      fillSeconds: 0,
      seed: 1,
      signal: AbortSignal.timeout(20_000),
    });
    expect(filled).toBe(500);
  });

  it('ends when it is told to', async () => {
    const call = measureIndex({
      dimension,
      stored: vectors(100, 1),
      queries: vectors(20, 2),
      vectors: 100_000,
      fillSeconds: 60,
      seed: 1,
      signal: AbortSignal.abort(new Error('enough')),
    });
    await expect(call).rejects.toThrow('enough');
  });
});
