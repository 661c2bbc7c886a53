import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { UmbraError } from '../errors/index.js';
import { embedRows, type TrainedModel } from '../model/index.js';
import { selectEngineBackend } from '../testing/index.js';
import type { CheckpointOptions, CheckpointStore } from './checkpoint.js';
import { ofKind, signConfig, signImages, trainSigns } from './sign-training.js';
import { train } from './train.js';
import type { TrainingEvent } from './training-event.js';

beforeAll(async () => {
  await selectEngineBackend();
});

/** Everything that has a state of its own: average, clipping, slices, a listening sampler. */
const config = {
  ...signConfig,
  projection: { kind: 'nested', dimension: 8, prefixes: [4, 8] },
  mining: { kind: 'distance-weighted' },
  sampling: { kind: 'hard-classes', classes: 4, images: 4, share: 0.7 },
  optimizer: { kind: 'adam', learningRate: 3e-3, weightDecay: 0.01, clipNorm: 1 },
  averaging: { decay: 0.9 },
  sliceSize: 6,
  epochs: 3,
  stepsPerEpoch: 3,
};

function memoryStore(): CheckpointStore & { bytes: Uint8Array | null } {
  return {
    name: 'in memory',
    bytes: null,
    async read() {
      return this.bytes && Buffer.from(this.bytes); // as a file is read
    },
    async write(bytes) {
      this.bytes = bytes;
    },
  };
}

function checkpointing(store: CheckpointStore, everyMs = 0): { checkpoint: CheckpointOptions } {
  return { checkpoint: { store, everyMs, clock: () => 0 } };
}

/** Trains until the checkpoint after `step`, and no further, as if the process had been killed. */
async function interrupted(
  step: number,
  of: object = config,
): Promise<ReturnType<typeof memoryStore>> {
  const store = memoryStore();
  const options = {
    examples: signImages,
    config: { ...signConfig, ...of },
    ...checkpointing(store),
  };
  for await (const event of train(options)) {
    if (event.kind === 'checkpoint' && event.step === step) {
      return store;
    }
  }
  throw new Error(`there was no checkpoint after step ${step}`);
}

const curveOf = (events: readonly TrainingEvent[]) =>
  events.filter(({ kind }) => kind === 'step' || kind === 'epoch');

async function embeddings(model: TrainedModel): Promise<Float32Array> {
  const { pixels, labels } = signImages;
  const options = { network: model.network, rows: pixels, count: labels.length };
  return (await embedRows(options)).embeddings;
}

async function refusal(store: CheckpointStore, changes: object = config): Promise<UmbraError> {
  const before = tf.memory().numTensors;
  const error: unknown = await trainSigns(changes, signImages, checkpointing(store)).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UmbraError);
  expect(tf.memory().numTensors).toBe(before);
  return error as UmbraError;
}

describe('a training that was killed', () => {
  it.each([
    ['within an epoch', 2, config],
    ['between epochs', 6, config],
    ['within the last epoch', 8, config],
    [
      'with momentum and PCA',
      4,
      {
        ...config,
        loss: { kind: 'proxy-anchor' },
        projection: { kind: 'pca', dimension: 8 },
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0.9 },
        averaging: null,
      },
    ],
  ])('continues to the same curve and weights, bit for bit: %s', async (_, step, of) => {
    const whole = await trainSigns(of);
    const store = await interrupted(step, of);
    const rest = await trainSigns(of, signImages, checkpointing(store, Number.POSITIVE_INFINITY));
    const [resumed] = ofKind(rest.events, 'resumed');
    expect(resumed?.step).toBe(step);
    const before = ofKind(whole.events, 'epoch').slice(0, resumed?.epochs.length);
    expect(resumed?.epochs.map((epoch) => ({ kind: 'epoch', ...epoch }))).toEqual(before);
    const curve = curveOf(rest.events);
    expect(curve).toEqual(curveOf(whole.events).slice(-curve.length));
    expect(rest.events.at(-1)).toEqual(whole.events.at(-1));
    expect(await embeddings(rest.model)).toEqual(await embeddings(whole.model));
    whole.model.dispose();
    rest.model.dispose();
  });

  it('leaves nothing behind', async () => {
    const store = await interrupted(4);
    const before = tf.memory().numTensors;
    (await trainSigns(config, signImages, checkpointing(store))).model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('checkpoints', () => {
  it('are written when it is time', async () => {
    const store = memoryStore();
    let now = 0;
    const clock = (): number => {
      now += 10;
      return now;
    };
    const { events, model } = await trainSigns({ epochs: 2, stepsPerEpoch: 6 }, signImages, {
      checkpoint: { store, everyMs: 35, clock },
    });
    const steps = ofKind(events, 'checkpoint').map(({ step }) => step);
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.length).toBeLessThan(5);
    model.dispose();
  });

  it.each([
    [
      'another configuration',
      { ...config, loss: { ...signConfig.loss, margin: 0.3 } },
      'loss.margin',
    ],
    [
      'another network',
      { ...config, encoder: { ...signConfig.encoder, widths: [8, 8] } },
      'widths.1',
    ],
    ['other augmentation', { ...config, augmentation: null }, 'augmentation'],
  ])('of %s are refused by name', async (_, changes, field) => {
    const error = await refusal(await interrupted(2), changes);
    expect(error.code).toBe('checkpoint_mismatch');
    expect(error.message).toContain(field);
  });

  it('of other pictures are refused', async () => {
    const store = await interrupted(2);
    const pixels = Uint8Array.from(signImages.pixels);
    pixels[7] = (pixels[7] as number) ^ 1;
    const other = { ...signImages, pixels };
    await expect(trainSigns(config, other, checkpointing(store))).rejects.toMatchObject({
      code: 'checkpoint_mismatch',
      message: expect.stringContaining('other pictures'),
    });
  });

  it('that are cut off, altered or no checkpoint at all are refused', async () => {
    const { bytes } = await interrupted(2);
    const whole = bytes as Uint8Array;
    const altered = Uint8Array.from(whole);
    altered[whole.length >> 1] = (altered[whole.length >> 1] as number) ^ 1;
    for (const broken of [
      new Uint8Array(0),
      whole.subarray(0, 10),
      whole.subarray(0, whole.length - 5),
      altered,
      new TextEncoder().encode('{"step": 3}'),
    ]) {
      const error = await refusal({ ...memoryStore(), read: async () => broken });
      expect(error.code).toBe('checkpoint_corrupt');
      expect(error.message).toMatch(/in memory .* delete it to train from the start/);
    }
  });

  it('that cannot be written end the training with the reason of their store', async () => {
    const store = memoryStore();
    const full = new UmbraError('unavailable', 'The disk is full.');
    store.write = async () => {
      throw full;
    };
    expect(await refusal(store)).toBe(full);
  });
});
