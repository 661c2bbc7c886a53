import type { TrainingFeatures } from '@umbra/core/training';
import { describe, expect, it } from 'vitest';
import { splitData } from './split-data.js';

/** One feature a picture: its own number. */
function examplesOf(sizes: readonly number[]): TrainingFeatures {
  const labels = sizes.flatMap((size, label) => new Array<number>(size).fill(label));
  return {
    kind: 'features',
    features: Float32Array.from(labels, (_, index) => index),
    width: 1,
    labels: Int32Array.from(labels),
    classes: sizes.map((_, label) => `class ${label}`),
  };
}

const names = (examples: unknown): number[] => [...(examples as TrainingFeatures).features];

describe('splitData', () => {
  it('holds back a quarter of each class, and leaves two to train on', () => {
    const examples = examplesOf([40, 3, 2, 1]);
    const split = splitData(examples, { protocol: 'new pictures', seed: 1 });
    expect([...split.test.labels].filter((label) => label === 0)).toHaveLength(10);
    expect([...split.test.labels].filter((label) => label === 1)).toHaveLength(1);
    expect([...split.test.labels].filter((label) => label > 1)).toHaveLength(0);
    expect(split.leftOut).toEqual(['class 3']);
    const all = [...names(split.known), ...names(split.test)].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 45 }, (_, index) => index));
    expect(splitData(examples, { protocol: 'new pictures', seed: 1 })).toEqual(split);
    const other = splitData(examples, { protocol: 'new pictures', seed: 2 });
    expect(names(other.test)).not.toEqual(names(split.test));
  });

  it('holds back whole classes where the test is of unseen ones', () => {
    const split = splitData(examplesOf(new Array(8).fill(4)), {
      protocol: 'unseen classes',
      seed: 1,
    });
    const known = new Set(split.known.labels);
    const test = new Set(split.test.labels);
    expect([known.size, test.size]).toEqual([6, 2]);
    expect([...test].some((label) => known.has(label))).toBe(false);
  });

  it('says what is missing', () => {
    const few = { protocol: 'new pictures', seed: 1 } as const;
    expect(() => splitData(examplesOf([9, 1]), few)).toThrow(/at least 2 classes.*there is 1/);
    expect(() => splitData(examplesOf([2, 2]), few)).toThrow(/at least 3 pictures of a class/);
    const unseen = { protocol: 'unseen classes', seed: 1 } as const;
    expect(() => splitData(examplesOf([9, 9]), unseen)).toThrow(/at least 8 classes/);
  });
});
