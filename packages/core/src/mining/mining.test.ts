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
): [positive: number, negative: number][] {
  const mined: [number, number][] = [];
  createMiner({ kind })(
    {
      distances: Float64Array.from(distances),
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

describe('miningConfigSchema', () => {
  it('takes the kinds there are, and nothing else', () => {
    expect(miningConfigSchema.parse({ kind: 'all' })).toEqual({ kind: 'all' });
    expect(miningConfigSchema.parse({ kind: 'semi-hard' })).toEqual({ kind: 'semi-hard' });
    expect(miningConfigSchema.safeParse({ kind: 'hard' }).error?.issues[0]?.message).toBe(
      "mining.kind must be 'all' or 'semi-hard'",
    );
    expect(miningConfigSchema.safeParse({ kind: 'all', margin: 1 }).success).toBe(false);
  });
});
