/**
 * Every loss with every mining, on wasm and on cpu, against the naive loss of `naive-loss.ts`: the
 * value, and the gradient by central differences. The reference is float64, so the tolerances are
 * those of our float32 alone: 1e-5 of the loss, and 1e-4 of the largest entry of the gradient (an
 * entry sums S * P * N differences, and small distances are differences of large products).
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/index.js';
import type { MiningConfig } from '../mining/index.js';
import { createRandom } from '../random/index.js';
import { evaluateLoss } from './evaluate-loss.js';
import type { LossConfig } from './loss-config.js';
import { type Batch, naiveGradient, naiveLoss, naiveTriplets } from './naive-loss.js';

const losses: LossConfig[] = [
  { kind: 'shadow', margin: 0.2, normalize: true },
  { kind: 'shadow', margin: 0.5, normalize: false },
  { kind: 'triplet', margin: 0.5, distance: 'euclidean' },
  { kind: 'triplet', margin: 1, distance: 'squared-euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'cosine' },
];
const minings: MiningConfig[] = [{ kind: 'all' }, { kind: 'semi-hard' }];
const combinations = losses.flatMap((config) => minings.map((mining) => ({ config, mining })));

/** Classes of unequal size, one of a single sample (never an anchor), norms from 0.3 to 3. */
function randomBatch(seed: number): Batch {
  const random = createRandom(seed);
  const labels = [3, 1, 1, 0, 3, 0, 0, 7, 1, 3, 0];
  const embeddings = labels.map(() => {
    const scale = random.between(0.3, 1.2);
    // Rounded to float32, so that reference and loss are given the same numbers.
    return Array.from({ length: 6 }, () => Math.fround(scale * random.normal()));
  });
  return { embeddings, labels };
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it.each(combinations)('$config with $mining is the naive loss', ({ config, mining }) => {
    for (const seed of [1, 2, 3]) {
      const batch = randomBatch(seed);
      const triplets = naiveTriplets(batch, config, mining);
      const active = triplets.filter(({ hinge }) => hinge > 0).length;
      const { loss, activeShare } = evaluateLoss(batch, config, mining);
      const expected = naiveLoss(batch, config, mining);
      expect(Math.abs(loss - expected)).toBeLessThan(1e-5 * expected);
      expect(activeShare).toBeCloseTo(active / triplets.length, 6);
      expect(active).toBeGreaterThan(0);
    }
  });

  it.each(combinations)('$config with $mining has the naive gradient', ({ config, mining }) => {
    for (const seed of [1, 2, 3]) {
      const batch = randomBatch(seed);
      const expected = naiveGradient(batch, config, mining).flat();
      const { gradient } = evaluateLoss(batch, config, mining);
      const scale = Math.max(...expected.map(Math.abs));
      const apart = gradient.flat().map((value, at) => Math.abs(value - (expected[at] as number)));
      expect(scale).toBeGreaterThan(1e-3);
      expect(Math.max(...apart)).toBeLessThan(1e-4 * scale);
    }
  });
});
