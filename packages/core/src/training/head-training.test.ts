import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkTrainingConfig, type TrainingConfig } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { train } from './train.js';
import { pickExamples, type TrainingFeatures } from './training-examples.js';

const config = checkTrainingConfig({
  input: { width: 32, height: 32, channels: 3 },
  encoder: {
    kind: 'backbone',
    backbone: '0a'.repeat(32),
    head: { kind: 'linear' },
    embeddingDimension: 16,
  },
  projection: { kind: 'linear', dimension: 8 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'semi-hard' },
  sampling: { kind: 'pk', classes: 4, images: 6 },
  optimizer: { kind: 'adam', learningRate: 3e-3 },
  schedule: { kind: 'cosine' },
  epochs: 6,
  stepsPerEpoch: 16,
  validationShare: 0.25,
  augmentation: null,
  seed: 5,
});

/** Four classes told apart by eight small numbers, among 24 large ones that say nothing. */
function noisyFeatures(perClass: number): TrainingFeatures {
  const random = createRandom(2);
  const width = 32;
  const labels = Int32Array.from({ length: 4 * perClass }, (_, index) => index % 4);
  const features = new Float32Array(labels.length * width);
  labels.forEach((label, index) => {
    for (let at = 0; at < width; at++) {
      const tells = at < 8;
      const value = tells ? Number(at % 4 === label) : 0;
      features[index * width + at] = (value + random.between(-0.35, 0.35)) * (tells ? 0.1 : 1);
    }
  });
  return { kind: 'features', features, width, labels, classes: ['a', 'b', 'c', 'd'] };
}

beforeAll(async () => {
  await selectEngineBackend();
});

describe('train, on features', () => {
  it.each([{ kind: 'linear' }, { kind: 'mlp', hidden: 24 }] as const)(
    'teaches a $kind head what bare features do not show',
    async (head) => {
      const before = tf.memory().numTensors;
      const encoder = { ...config.encoder, head } as TrainingConfig['encoder'];
      const training = train({ examples: noisyFeatures(60), config: { ...config, encoder } });
      let next = await training.next();
      expect(next.value).toMatchObject({ kind: 'started', trainImages: 180 });
      while (!next.done) {
        next = await training.next();
      }
      const model = next.value;
      expect(model.baseline.recallAt['1']).toBeLessThan(0.7);
      expect(model.metrics.recallAt['1']).toBeGreaterThan(0.9);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('pickExamples', () => {
  it('copies rows in the order that was asked for', () => {
    const all = noisyFeatures(2);
    const { features, labels } = pickExamples(all, Int32Array.of(5, 0));
    expect([...labels]).toEqual([1, 0]);
    const row = (index: number) => [...all.features.subarray(index * 32, (index + 1) * 32)];
    expect([...features]).toEqual([...row(5), ...row(0)]);
  });
});
