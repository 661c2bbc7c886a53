import { beforeAll, describe, expect, it } from 'vitest';
import { type AugmentOptions, augment, type VaryPictures } from '../augmentation/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { batchSource } from './batch-source.js';
import type { BatchOptions } from './example-batch.js';

const size = { width: 4, height: 4, channels: 3 } as const;
const random = createRandom(1);
const examples = {
  kind: 'pixels',
  pixels: Uint8Array.from({ length: 6 * 48 }, () => random.below(256)),
  size,
  labels: Int32Array.of(0, 0, 0, 1, 1, 1),
  classes: ['a', 'b'],
} as const;
const augmentation = {
  shift: 0.2,
  flip: true,
  rotateDegrees: 20,
  scale: 0,
  crop: 0,
  brightness: 0.1,
  contrast: 0,
  saturation: 0,
  hueDegrees: 0,
  erase: 0,
};

function source(vary: VaryPictures | undefined, described: number[] = []) {
  const describeStep = (step: number): BatchOptions => {
    described.push(step);
    const indices = Int32Array.of(step % 6, (step + 3) % 6);
    return { examples, indices, augmentation, seed: 100 + step };
  };
  return batchSource({ describe: describeStep, vary, stepsPerEpoch: 3 });
}

describe('batchSource', () => {
  beforeAll(() => selectEngineBackend());

  it('asks for the next batch of an epoch while a step computes, and for none across its end', async () => {
    const described: number[] = [];
    const batches = source(async (options) => augment(options), described);
    const known: number[] = [];
    for (let step = 0; step < 5; step++) {
      await batches.take(step);
      known.push(described.length);
    }
    expect(described).toEqual([0, 1, 2, 3, 4, 5]);
    expect(known).toEqual([2, 3, 3, 5, 6]);
    const alone: number[] = [];
    await source(undefined, alone).take(0);
    expect(alone).toEqual([0]);
  });

  it('has the same batches whoever varies the pictures', async () => {
    const asked: AugmentOptions[] = [];
    const ahead = source(async (options) => {
      asked.push(options);
      return augment(options);
    });
    const alone = source(undefined);
    for (let step = 0; step < 4; step++) {
      const [one, other] = [await ahead.take(step), await alone.take(step)];
      expect(one.labels).toEqual(other.labels);
      const [first, second] = [one, other].map((batch) => batch.upload(0, 2).dataSync());
      expect(first).toEqual(second);
    }
    expect(asked.map(({ seed }) => seed)).toEqual([100, 101, 102, 103, 104]);
  });

  it('tells a failure when the batch is taken', async () => {
    const batches = source(async (options) => {
      if (options.seed === 101) {
        throw new Error('the thread is gone');
      }
      return augment(options);
    });
    await batches.take(0);
    await expect(batches.take(1)).rejects.toThrow('the thread is gone');
  });
});
