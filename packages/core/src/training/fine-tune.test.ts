import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BackendInfo } from '../backend/index.js';
import {
  checkTrainingConfig,
  createNetwork,
  embedRows,
  saveModel,
  type TrainingConfig,
} from '../model/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import type { CheckpointStore } from './checkpoint.js';
import { estimateTime } from './estimate-time.js';
import { type FineTunedModel, type FineTuneOptions, fineTune } from './fine-tune.js';
import { openStartModel, type StartModel } from './start-model.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingExamples, TrainingImages } from './training-examples.js';

const side = 8;
const config = checkTrainingConfig({
  input: { width: side, height: side, channels: 1 },
  encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 8 },
  projection: { kind: 'linear', dimension: 4 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'all' },
  sampling: { kind: 'pk', classes: 3, images: 4 },
  optimizer: { kind: 'adam', learningRate: 5e-3 },
  schedule: { kind: 'constant' },
  epochs: 4,
  stepsPerEpoch: 6,
  validationShare: 0.25,
  augmentation: null,
  seed: 3,
});

interface Drawing {
  readonly perClass: number;
  readonly inverted?: boolean;
  readonly seed?: number;
}

/** Stripes of three directions, of any phase, in noise: averages tell nothing about them. */
function stripes({ perClass, inverted = false, seed = 4 }: Drawing): TrainingImages {
  const random = createRandom(seed);
  const labels = Int32Array.from({ length: 3 * perClass }, (_, index) => index % 3);
  const pixels = new Uint8Array(labels.length * side * side);
  labels.forEach((label, index) => {
    const phase = random.below(4);
    for (let at = 0; at < side * side; at++) {
      const [x, y] = [at % side, Math.floor(at / side)];
      const along = [x, y, x + y][label] as number;
      const light = ((along + phase) % 4 < 2 ? 170 : 80) + random.below(60);
      pixels[index * side * side + at] = inverted ? 255 - light : light;
    }
  });
  const size = { width: side, height: side, channels: 1 } as const;
  return { kind: 'pixels', pixels, size, labels, classes: ['rows', 'columns', 'diagonals'] };
}

const images = stripes({ perClass: 24 });
const metrics = { recallAt: { '1': 0.5 }, rPrecision: 0.25, mapAtR: 0.125, queries: 8 };
let home: string;
let backend: BackendInfo;

beforeAll(async () => {
  backend = await selectEngineBackend();
  home = await mkdtemp(join(tmpdir(), 'umbra-tune-'));
  const network = createNetwork({ config, random: createRandom(1) });
  const dispose = () => void network.dispose();
  const { classes } = images;
  await saveModel({
    directory: join(home, 'net'),
    model: { network, config, classes, metrics, baseline: metrics, dispose },
    card: { name: 'net', createdAt: '2026-01-02T03:04:05.000Z', backend },
  });
  dispose();
});
afterAll(() => rm(home, { recursive: true }));

function open(blocks?: number | 'all'): Promise<StartModel> {
  return openStartModel({ directory: join(home, 'net'), backbones: home, blocks });
}

async function rowsOf(model: StartModel, pictures: TrainingImages): Promise<TrainingExamples> {
  const computing = model.rows(pictures);
  let step = await computing.next();
  while (!step.done) {
    step = await computing.next();
  }
  return step.value;
}

interface Tuned {
  readonly model: FineTunedModel;
  readonly events: readonly TrainingEvent[];
}

async function tune(options: FineTuneOptions): Promise<Tuned> {
  const events: TrainingEvent[] = [];
  const training = fineTune(options);
  let step = await training.next();
  while (!step.done) {
    events.push(step.value);
    step = await training.next();
  }
  return { model: step.value, events };
}

function weightsOf(network: LayersModel): Map<string, Float32Array> {
  const values = network.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
  return new Map(
    network.weights.map(({ originalName }, at) => [originalName, values[at] as never]),
  );
}

describe('fineTune', () => {
  it('trains the last block and what comes after it, and nothing before', async () => {
    const before = tf.memory().numTensors;
    const from = await open(1);
    const start = weightsOf(from.network);
    const examples = await rowsOf(from, images);
    expect(examples).toMatchObject({ kind: 'features', width: from.rowWidth });
    const { model, events } = await tune({ start: from.start, examples, config });
    const changed = [...weightsOf(from.network)]
      .filter(([name, values]) => values.some((value, at) => value !== start.get(name)?.[at]))
      .map(([name]) => name.split('/')[0]);
    expect(new Set(changed)).toEqual(
      new Set(['block2_convolution', 'block2_norm', 'embedding', 'shadow']),
    );
    expect(events[0]).toMatchObject({ kind: 'started', epochs: 4, trainImages: 54 });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', metrics: model.metrics });
    expect(events.filter(({ kind }) => kind === 'epoch')).toHaveLength(4);
    // The network is the one that was measured.
    const options = { network: from.network, rows: images.pixels, count: images.labels.length };
    const { shadows } = await embedRows(options);
    expect(shadows.every(Number.isFinite)).toBe(true);
    const { pictures, share } = model.measured;
    expect(pictures.after.recallAt['1']).toBeGreaterThan(0.8);
    expect(pictures.after.mapAtR).toBeGreaterThan(pictures.before.mapAtR + 0.2);
    expect(share).toBeGreaterThan(0);
    from.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the start where nothing is better', async () => {
    const from = await open('all');
    const learnt = await tune({ start: from.start, examples: images, config });
    const start = weightsOf(from.network);
    const wild = checkTrainingConfig({
      ...config,
      epochs: 1,
      loss: { kind: 'n-pair' },
      optimizer: { kind: 'sgd', learningRate: 10, clipNorm: 5 },
    });
    const { model, events } = await tune({ start: from.start, examples: images, config: wild });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', bestEpoch: 0 });
    expect(model.measured).toMatchObject({ share: 0 });
    expect(model.metrics).toEqual(learnt.model.metrics);
    expect(weightsOf(from.network)).toEqual(start);
    from.dispose();
  });

  it('measures both domains, and forgets less with pictures of the old one', async () => {
    const from = await open('all');
    await tune({ start: from.start, examples: images, config });
    const learnt = from.network.getWeights().map((weight) => weight.clone());
    const fresh = stripes({ perClass: 24, inverted: true, seed: 5 });
    const sets = { start: from.start, examples: fresh, config };
    const changes: Tuned['model']['measured'][] = [];
    for (const share of [0, 1]) {
      from.network.setWeights(learnt);
      const { model, events } = await tune({ ...sets, old: { examples: images, share } });
      const trainImages = 54 * (1 + share);
      expect(events[0]).toMatchObject({ trainImages });
      changes.push(model.measured);
    }
    const [only, mixed] = changes;
    expect(only?.oldPictures?.before).toEqual(mixed?.oldPictures?.before);
    expect(only?.oldPictures?.before.queries).toBe(18);
    expect(mixed?.oldPictures?.after.mapAtR).toBeGreaterThan(0.8);
    tf.dispose(learnt);
    from.dispose();
  });

  it('ends at a signal and leaves no tensors behind', async () => {
    const from = await open('all');
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const { signal } = abort;
    const training = fineTune({ start: from.start, examples: images, config, signal });
    await training.next();
    abort.abort(new Error('enough'));
    await expect(training.next()).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
    from.dispose();
  });

  it('goes on from a checkpoint to the same weights, and from none of another model', async () => {
    const kept: Uint8Array[] = [];
    const store: CheckpointStore = {
      name: 'memory',
      read: async () => kept.at(-1) ?? null,
      write: async (bytes) => void kept.push(bytes),
    };
    const checkpoint = { store, everyMs: 0, clock: () => 0 };
    const from = await open('all');
    await tune({ start: from.start, examples: images, config, checkpoint });
    const whole = weightsOf(from.network);
    kept.splice(9); // of the 24 steps
    const again = await open('all');
    const { events } = await tune({ start: again.start, examples: images, config, checkpoint });
    expect(events[1]).toMatchObject({ kind: 'resumed', step: 9 });
    expect(weightsOf(again.network)).toEqual(whole);
    const start = { ...again.start, id: 'another' };
    await expect(tune({ start, examples: images, config, checkpoint })).rejects.toMatchObject({
      code: 'checkpoint_mismatch',
      message: expect.stringContaining('another model to start from'),
    });
    from.dispose();
    again.dispose();
  });
});

describe('openStartModel', () => {
  it('refuses more blocks than there are', async () => {
    const before = tf.memory().numTensors;
    await expect(open(3)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining('has 2 blocks that can be trained, not 3'),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not changed by an estimate', async () => {
    const from = await open();
    expect(from.origin).toMatchObject({ name: 'net', blocks: 'all' });
    const before = weightsOf(from.network);
    const options = { examples: images, config: config as TrainingConfig, start: from.start };
    await estimateTime({ ...options, clock: () => performance.now() });
    expect(weightsOf(from.network)).toEqual(before);
    from.dispose();
  });

  it('takes no pictures of one class', async () => {
    const from = await open();
    const one = { ...images, labels: images.labels.map(() => 0) };
    const training = tune({ start: from.start, examples: one, config });
    await expect(training).rejects.toMatchObject({ code: 'too_few_classes' });
    from.dispose();
  });
});
