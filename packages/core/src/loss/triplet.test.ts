/**
 * Shadow and triplet losses with every mining against the triplets of `naive-triplets.ts`, one by
 * one, on the engine's backend and on cpu.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/index.js';
import type { MiningConfig } from '../mining/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { expectNaive } from './testing/check-loss.js';
import { evaluateLoss } from './testing/evaluate-loss.js';
import { naiveTripletLoss, naiveTriplets, type TripletConfig } from './testing/naive-triplets.js';
import { randomBatch } from './testing/vectors.js';

const losses: TripletConfig[] = [
  { kind: 'shadow', margin: 0.2, normalize: true },
  { kind: 'shadow', margin: 0.5, normalize: false },
  { kind: 'triplet', margin: 0.5, distance: 'euclidean' },
  { kind: 'triplet', margin: 1, distance: 'squared-euclidean' },
  { kind: 'triplet', margin: 0.2, distance: 'cosine' },
  { kind: 'triplet', margin: 'soft', distance: 'euclidean' },
];
const minings: MiningConfig[] = [
  { kind: 'all' },
  { kind: 'semi-hard' },
  { kind: 'hard' },
  { kind: 'semi-hard', by: 'shadow' },
  { kind: 'hard', by: 'cosine' },
  { kind: 'hard', by: 'euclidean' },
];
const combinations = losses.flatMap((config) => minings.map((mining) => ({ config, mining })));

describe('on the engine', () => {
  beforeAll(() => selectEngineBackend());

  it.each(combinations)('$config with $mining is the naive loss', ({ config, mining }) => {
    expectNaive({ config, mining, naive: (batch) => naiveTripletLoss(batch, config, mining) });
  });
});

describe('on cpu', () => {
  beforeAll(() => selectBackend('cpu'));

  it.each(losses)('%o is the naive loss', (config) => {
    const mining = { kind: 'semi-hard' } as const;
    expectNaive({ config, mining, naive: (batch) => naiveTripletLoss(batch, config, mining) });
  });
});

describe('the active share', () => {
  beforeAll(() => selectEngineBackend());

  it.each(combinations)('of $config with $mining counts triplets', ({ config, mining }) => {
    const triplets = naiveTriplets(randomBatch(1), config, mining);
    const active = triplets.filter((triplet) => triplet.active).length;
    expect(active).toBeGreaterThan(0);
    const { activeShare } = evaluateLoss(randomBatch(1), config, { mining });
    expect(activeShare).toBeCloseTo(active / triplets.length, 6);
  });
});
