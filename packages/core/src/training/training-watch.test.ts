/** Real trainings that go nowhere. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { UmbraError } from '../errors/index.js';
import { checkTrainingConfig } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { trainSigns } from './sign-training.js';
import type { TrainingFeatures } from './training-examples.js';
import { spreadOf } from './training-watch.js';

beforeAll(async () => {
  await selectEngineBackend();
});

const config = checkTrainingConfig({
  input: { width: 32, height: 32, channels: 3 },
  encoder: {
    kind: 'backbone',
    backbone: '0a'.repeat(32),
    head: { kind: 'mlp', hidden: 32 },
    embeddingDimension: 8,
  },
  projection: { kind: 'linear', dimension: 4 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'hard' },
  sampling: { kind: 'pk', classes: 4, images: 6 },
  optimizer: { kind: 'adam', learningRate: 0.1 },
  schedule: { kind: 'constant' },
  epochs: 4,
  stepsPerEpoch: 150,
  validationShare: 0.25,
  augmentation: null,
  seed: 5,
});

/** Noise: `tells` says how much of it depends on the class. */
interface Noise {
  readonly count: number;
  readonly tells: number;
  readonly width?: number;
}

function noise({ count, tells, width = 16 }: Noise): TrainingFeatures {
  const random = createRandom(2);
  const labels = Int32Array.from({ length: count }, (_, at) => at % 4);
  const features = Float32Array.from({ length: count * width }, (_, at) => {
    return random.normal() + (at % width === Math.floor(at / width) % 4 ? tells : 0);
  });
  return { kind: 'features', features, width, labels, classes: ['a', 'b', 'c', 'd'] };
}

async function failure(changes: object, examples: TrainingFeatures): Promise<UmbraError> {
  const before = tf.memory().numTensors;
  const error = await trainSigns({ ...config, ...changes }, examples).then(
    () => undefined,
    (thrown: UmbraError) => thrown,
  );
  expect(tf.memory().numTensors).toBe(before);
  return error as UmbraError;
}

describe('a training that goes nowhere', () => {
  it('is stopped when hard negatives make it collapse', async () => {
    const error = await failure({}, noise({ count: 120, tells: 1 }));
    expect(error?.code).toBe('training_collapsed');
    expect(error?.message).toMatch(/stays at 0\.20.*semi-hard instead of hard negatives/);
  });

  it('is stopped when it has learnt the pictures by heart and nothing else', async () => {
    const changes = {
      mining: { kind: 'all' },
      projection: { kind: 'linear', dimension: 2 },
      loss: { kind: 'shadow', margin: 0.001, normalize: true },
      encoder: { ...config.encoder, head: { kind: 'mlp', hidden: 128 } },
      optimizer: { kind: 'adam', learningRate: 0.003 },
      schedule: { kind: 'cosine' },
    };
    const error = await failure(changes, noise({ count: 60, width: 64, tells: 4 }));
    expect(error?.code).toBe('loss_dead');
    expect(error?.message).toMatch(
      /found no better than without training.*larger loss\.margin than 0\.001/,
    );
  });

  it('ends well when everything is learnt', async () => {
    const changes = {
      ...config,
      mining: { kind: 'all' },
      optimizer: { kind: 'adam', learningRate: 0.01 },
    };
    const { events, model } = await trainSigns(changes, noise({ count: 120, tells: 12 }));
    expect(events.at(-1)).toMatchObject({ kind: 'finished', end: 'nothing-left' });
    expect(model.metrics.recallAt['1']).toBe(1);
    model.dispose();
  });

  it('is stopped when the loss is no longer a number, with advice', async () => {
    const changes = {
      loss: { kind: 'triplet', margin: 1, distance: 'euclidean' },
      mining: { kind: 'all' },
      optimizer: { kind: 'sgd', learningRate: 10 },
    };
    const error = await failure(changes, noise({ count: 120, tells: 1 }));
    expect(error?.code).toBe('training_failed');
    expect(error?.message).toMatch(/smaller optimizer\.learningRate than 10, or .*clipNorm/);
  });
});

it('measures the spread of directions', () => {
  expect(spreadOf(Float32Array.of(1, 0, 3, 0, 0.1, 0), 2)).toBeCloseTo(0, 6);
  expect(spreadOf(Float32Array.of(1, 0, -1, 0), 2)).toBeCloseTo(1, 6);
  expect(spreadOf(Float32Array.of(2, 0, 0, 5), 2)).toBeCloseTo(0.5, 6);
  expect(spreadOf(new Float32Array(8), 2)).toBe(0);
});
