import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkTrainingConfig,
  createNetwork,
  embedRows,
  type TrainedModel,
} from '../model/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { type FineTuneStage, fineTune } from './fine-tune.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingImages } from './training-examples.js';

const side = 8;
const config = checkTrainingConfig({
  input: { width: side, height: side, channels: 1 },
  encoder: { kind: 'convolutional', widths: [4, 8], embeddingDimension: 8 },
  projection: { kind: 'linear', dimension: 4 },
  loss: { kind: 'shadow', margin: 0.2, normalize: true },
  mining: { kind: 'all' },
  sampling: { kind: 'pk', classes: 3, images: 4 },
  optimizer: { kind: 'adam', learningRate: 0.5 }, // must not be used
  schedule: { kind: 'constant' },
  epochs: 1,
  stepsPerEpoch: 6,
  validationShare: 0.25,
  augmentation: null,
  seed: 3,
});
const stage: FineTuneStage = { blocks: 1, epochs: 4, learningRate: 5e-3 };

/** Stripes of three directions, of any phase, in noise: averages tell nothing about them. */
function stripes(perClass: number): TrainingImages {
  const random = createRandom(4);
  const labels = Int32Array.from({ length: 3 * perClass }, (_, index) => index % 3);
  const pixels = new Uint8Array(labels.length * side * side);
  labels.forEach((label, index) => {
    const phase = random.below(4);
    for (let at = 0; at < side * side; at++) {
      const [x, y] = [at % side, Math.floor(at / side)];
      const along = [x, y, x + y][label] as number;
      const light = (along + phase) % 4 < 2 ? 170 : 80;
      pixels[index * side * side + at] = light + random.below(60);
    }
  });
  const size = { width: side, height: side, channels: 1 } as const;
  return { kind: 'pixels', pixels, size, labels, classes: ['rows', 'columns', 'diagonals'] };
}

const images = stripes(24);

beforeAll(async () => {
  await selectEngineBackend();
});

interface Tuned {
  readonly model: TrainedModel;
  readonly events: readonly TrainingEvent[];
}

async function tune(
  network: ReturnType<typeof createNetwork>,
  changes: Partial<FineTuneStage> = {},
): Promise<Tuned> {
  const events: TrainingEvent[] = [];
  const training = fineTune({ network, images, config, stage: { ...stage, ...changes } });
  let step = await training.next();
  while (!step.done) {
    events.push(step.value);
    step = await training.next();
  }
  return { model: step.value, events };
}

function weightsOf(network: ReturnType<typeof createNetwork>): Map<string, Float32Array> {
  const values = network.getWeights().map((weight) => weight.dataSync<'float32'>().slice());
  return new Map(
    network.weights.map(({ originalName }, at) => [originalName, values[at] as never]),
  );
}

describe('fineTune', () => {
  it('trains the last block and what comes after it, and nothing before', async () => {
    const before = tf.memory().numTensors;
    const network = createNetwork({ config, random: createRandom(1) });
    const start = weightsOf(network);
    const { model, events } = await tune(network);
    expect(model.network).toBe(network);
    const changed = [...weightsOf(network)]
      .filter(([name, values]) => values.some((value, at) => value !== start.get(name)?.[at]))
      .map(([name]) => name.split('/')[0]);
    expect(new Set(changed)).toEqual(
      new Set(['block2_convolution', 'block2_norm', 'embedding', 'shadow']),
    );
    expect(events[0]).toMatchObject({ kind: 'started', epochs: 4, trainImages: 54 });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', metrics: model.metrics });
    expect(events.filter(({ kind }) => kind === 'epoch')).toHaveLength(4);
    // The network is the one that was measured.
    const rows = images.pixels;
    const { shadows } = await embedRows({ network, rows, count: images.labels.length });
    expect(shadows.every(Number.isFinite)).toBe(true);
    expect(model.metrics.recallAt['1']).toBeGreaterThan(0.8);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the start where nothing is better', async () => {
    const network = createNetwork({ config, random: createRandom(1) });
    const trained = await tune(network);
    const start = weightsOf(network);
    const { model, events } = await tune(network, { learningRate: 1, blocks: 2, epochs: 1 });
    expect(events.at(-1)).toMatchObject({ kind: 'finished', bestEpoch: 0 });
    expect(model.metrics).toEqual(trained.model.metrics);
    expect(weightsOf(network)).toEqual(start);
    model.dispose();
  });

  it('ends at a signal and leaves no tensors behind', async () => {
    const network = createNetwork({ config, random: createRandom(1) });
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const training = fineTune({ network, images, config, stage, signal: abort.signal });
    await training.next();
    abort.abort(new Error('enough'));
    await expect(training.next()).rejects.toThrow('enough');
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
  });
});
