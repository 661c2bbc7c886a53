import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { createMiner } from './create-miner.js';
import { type MiningConfig, miningConfigSchema } from './mining-config.js';

interface Sides {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

function triplets(
  kind: MiningConfig['kind'],
  distances: readonly number[],
  { positives, negatives }: Sides,
  random = createRandom(1),
): [positive: number, negative: number][] {
  const mined: [number, number][] = [];
  createMiner({ config: { kind }, dimension: 3, chord: (distance) => distance, random })(
    {
      distances: Float64Array.from(distances),
      norm: 1,
      positives: Int32Array.from(positives),
      negatives: Int32Array.from(negatives),
    },
    (positive, chosen) => {
      for (const negative of chosen) {
        mined.push([positive, negative]);
      }
    },
  );
  return mined;
}

describe('batch-all mining', () => {
  it('takes every positive with every negative', () => {
    expect(triplets('all', [0, 1, 2, 3, 4], { positives: [1, 3], negatives: [2, 4] })).toEqual([
      [1, 2],
      [1, 4],
      [3, 2],
      [3, 4],
    ]);
  });
});

describe('semi-hard mining', () => {
  it('takes the nearest negative that is farther than the positive', () => {
    const distances = [0, 0.5, 0.4, 0.9, 0.6, 0.5];
    expect(triplets('semi-hard', distances, { positives: [1], negatives: [2, 3, 4, 5] })).toEqual([
      [1, 4],
    ]);
  });

  it('falls back to the farthest negative where none is farther than the positive', () => {
    const distances = [0, 0.9, 0.4, 0.7, 0.9];
    expect(triplets('semi-hard', distances, { positives: [1], negatives: [2, 3] })).toEqual([
      [1, 3],
    ]);
    // As far as the positive is not farther.
    expect(triplets('semi-hard', distances, { positives: [1], negatives: [2, 4] })).toEqual([
      [1, 4],
    ]);
  });

  it('takes the first of equal negatives', () => {
    expect(
      triplets('semi-hard', [0, 0.1, 0.5, 0.5], { positives: [1], negatives: [3, 2] }),
    ).toEqual([[1, 3]]);
  });

  it('gives each positive one triplet, by its definition', () => {
    const random = createRandom(2);
    for (let draw = 0; draw < 200; draw++) {
      const distances = Array.from({ length: 12 }, () => random.below(8));
      const sides = { positives: [1, 2, 3, 4], negatives: [5, 6, 7, 8, 9, 10, 11] };
      const mined = triplets('semi-hard', distances, sides);
      expect(mined.map(([positive]) => positive)).toEqual(sides.positives);
      for (const [positive, negative] of mined) {
        const all = sides.negatives.map((sample) => distances[sample] as number);
        const farther = all.filter((distance) => distance > (distances[positive] as number));
        expect(distances[negative]).toBe(
          farther.length > 0 ? Math.min(...farther) : Math.max(...all),
        );
      }
    }
  });
});

describe('batch-hard mining', () => {
  it('takes the farthest positive with the nearest negative, the first of equals', () => {
    const distances = [0, 0.5, 0.9, 0.9, 0.3, 0.2, 0.2];
    const sides = { positives: [1, 2, 3], negatives: [4, 5, 6] };
    expect(triplets('hard', distances, sides)).toEqual([[2, 5]]);
  });
});

describe('distance-weighted mining', () => {
  const draw = (distances: readonly number[], draws: number): number[] => {
    const negatives = distances.map((_, at) => at + 2);
    const drawn: number[] = [];
    for (let seed = 0; seed < draws; seed++) {
      const all = [0, 0.1, ...distances];
      const sides = { positives: [1], negatives };
      const [triplet] = triplets('distance-weighted', all, sides, createRandom(seed));
      drawn.push((triplet as [number, number])[1] - 2);
    }
    return drawn;
  };

  it('draws in inverse proportion to the density of distances on the sphere', () => {
    // In three dimensions that is x: (1 - x^2 / 4) to the power of 0.
    const distances = [0.6, 0.8, 1.2];
    const weights = distances.map((distance) => 1 / distance);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const drawn = draw(distances, 4000);
    weights.forEach((weight, at) => {
      const share = drawn.filter((one) => one === at).length / drawn.length;
      // Three standard deviations of a share of 4000 draws.
      expect(Math.abs(share - weight / total)).toBeLessThan(0.025);
    });
  });

  it('counts the nearest as if at 0.5, and leaves those beyond 1.4 out', () => {
    const drawn = draw([0.001, 0.5, 1.41], 2000);
    expect(drawn).not.toContain(2);
    const share = drawn.filter((one) => one === 0).length / drawn.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.035);
  });

  it('draws evenly where all are beyond', () => {
    const share = draw([1.5, 1.9], 2000).filter((one) => one === 0).length / 2000;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.035);
  });

  it('repeats itself for the same seed and distances', () => {
    const distances = [0.6, 0.7, 0.8, 0.9, 1];
    expect(draw(distances, 20)).toEqual(draw(distances, 20));
  });
});

describe('miningConfigSchema', () => {
  const messagesOf = (config: unknown): string[] =>
    miningConfigSchema.safeParse(config).error?.issues.map(({ message }) => message) ?? [];

  it.each<MiningConfig>([
    { kind: 'all' },
    { kind: 'semi-hard' },
    { kind: 'hard', by: 'cosine' },
    { kind: 'distance-weighted', by: 'shadow' },
  ])('takes %o as it is', (config) => {
    expect(miningConfigSchema.parse(config)).toEqual(config);
  });

  it.each([
    [
      { kind: 'easy' },
      'must be an object whose kind is one of "all", "semi-hard", "hard", "distance-weighted"',
    ],
    [{ kind: 'all', by: 'cosine' }, 'must not have the field "by"; its fields are "kind"'],
    [
      { kind: 'hard', by: 'manhattan' },
      `must be "cosine", "euclidean" or "shadow"; without it the loss's own measure counts`,
    ],
  ])('answers %o with one sentence', (config, sentence) => {
    expect(messagesOf(config)).toEqual([sentence]);
  });
});
