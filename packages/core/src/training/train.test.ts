/**
 * Trains for real, on signs: a class is a small sign, somewhere on a noisy ground. Pixels of two
 * pictures of a class have little in common, so the raw pixels fail where a convolution cannot.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateRetrieval } from '../evaluation/index.js';
import { embedRows } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { stratifiedSplit } from '../sampling/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { ofKind, signConfig, signImages, signSide, trainSigns } from './sign-training.js';
import { train } from './train.js';
import type { TrainingImages } from './training-examples.js';

const config = signConfig;
const side = signSide;
const images = signImages;
const run = trainSigns;

beforeAll(async () => {
  await selectEngineBackend();
});

describe('train', () => {
  it('learns what raw pixels do not show', async () => {
    const { events, model } = await run({
      epochs: 6,
      stepsPerEpoch: 16,
      optimizer: { kind: 'adam', learningRate: 0.01 },
    });
    expect(model.baseline.recallAt['1']).toBeLessThan(0.4);
    expect(model.metrics.recallAt['1']).toBeGreaterThan(0.9);
    const losses = ofKind(events, 'epoch').map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) * 0.9);
    model.dispose();
  });

  it('tells what it does, in order', async () => {
    const { events, model } = await run();
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['started', 'step', 'step', 'epoch', 'step', 'step', 'epoch', 'finished'],
    ]);
    const [start] = ofKind(events, 'started');
    const { heldOut, ...started } = start as NonNullable<typeof start>;
    expect(new Set(heldOut).size).toBe(24);
    expect(started).toEqual({
      kind: 'started',
      classes: 6,
      trainImages: 72,
      validationImages: 24,
      parameters: model.network.countParams(),
      epochs: 2,
      steps: 4,
    });
    expect(ofKind(events, 'step').map(({ step, epoch }) => [step, epoch])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 2],
    ]);
    const [first, second] = ofKind(events, 'step').map(({ loss }) => loss) as [number, number];
    expect(ofKind(events, 'epoch')[0]?.loss).toBeCloseTo((first + second) / 2, 12);
    model.dispose();
  });

  it('shows each picture about once an epoch when steps are left to it', async () => {
    const { events, model } = await run({ stepsPerEpoch: 'auto', epochs: 1 });
    expect(ofKind(events, 'step')).toHaveLength(3); // 72 pictures in batches of 24
    model.dispose();
  });

  it('repeats itself bit for bit for a seed', async () => {
    const first = await run();
    const again = await run();
    const other = await run({ seed: 6 });
    expect(again.events).toEqual(first.events);
    expect(ofKind(other.events, 'step')).not.toEqual(ofKind(first.events, 'step'));
    const count = images.labels.length;
    const [a, b] = await Promise.all(
      [first, again].map(async ({ model: { network } }) => {
        return (await embedRows({ network, rows: images.pixels, count })).embeddings;
      }),
    );
    expect(a).toEqual(b);
    for (const { model } of [first, again, other]) {
      model.dispose();
    }
  });

  it('keeps the weights of the epoch with the best MAP@R', async () => {
    // A rate this high makes the last epochs worse than the best one.
    const optimizer = { kind: 'adam', learningRate: 0.2 };
    const schedule = { kind: 'constant' };
    const { events, model } = await run({ epochs: 8, stepsPerEpoch: 3, optimizer, schedule });
    const epochs = ofKind(events, 'epoch');
    const bestMapAtR = Math.max(...epochs.map(({ validation }) => validation.mapAtR));
    const [finished] = ofKind(events, 'finished');
    expect(epochs.at(-1)?.validation.mapAtR).toBeLessThan(bestMapAtR);
    expect(finished?.metrics.mapAtR).toBe(bestMapAtR);
    expect(epochs[(finished?.bestEpoch ?? 0) - 1]?.validation).toEqual(finished?.metrics);

    // Measured again from outside, on the same split: the held-out part asks the training part.
    const { pixels: rows, labels } = images;
    const network = model.network;
    const embedded = await embedRows({ network, rows, count: labels.length });
    const random = createRandom(config.seed).fork('split');
    const split = stratifiedSplit({ labels, share: config.validationShare, random });
    const part = (indices: Int32Array) => ({
      vectors: Float32Array.from(
        [...indices].flatMap((index) => [...embedded.shadows.subarray(index * 8, index * 8 + 8)]),
      ),
      labels: indices.map((index) => labels[index] as number),
    });
    const gallery = part(split.train);
    const metrics = evaluateRetrieval({ gallery, queries: part(split.heldOut), dimension: 8 });
    expect(metrics).toEqual(finished?.metrics);
    model.dispose();
  });

  it('holds no more tensors from epoch to epoch and none at the end', async () => {
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    const training = train({ examples: images, config: { ...config, epochs: 5 } });
    let next = await training.next();
    while (!next.done) {
      if (next.value.kind === 'epoch') {
        counts.push(tf.memory().numTensors);
      }
      next = await training.next();
    }
    expect(new Set(counts).size).toBe(1);
    next.value.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets the event loop run between steps', async () => {
    let turns = 0;
    let counting = true;
    const count = (): void => {
      turns++;
      if (counting) {
        setImmediate(count);
      }
    };
    count();
    const { model } = await run();
    counting = false;
    expect(turns).toBeGreaterThan(4);
    model.dispose();
  });
});

describe('a training that ends early', () => {
  it("throws its signal's reason before the next step and leaves nothing behind", async () => {
    const before = tf.memory().numTensors;
    const reason = new Error('the user has changed his mind');
    for (const lastEvent of ['started', 'step', 'epoch'] as const) {
      const controller = new AbortController();
      const seen: string[] = [];
      const reading = (async () => {
        for await (const event of train({ examples: images, config, signal: controller.signal })) {
          seen.push(event.kind);
          if (event.kind === lastEvent) {
            controller.abort(reason);
          }
        }
      })();
      await expect(reading).rejects.toBe(reason);
      expect(seen.at(-1)).toBe(lastEvent);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it('leaves nothing behind when its reader stops reading', async () => {
    const before = tf.memory().numTensors;
    for await (const event of train({ examples: images, config })) {
      if (event.kind === 'step') {
        break;
      }
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when the loss is no longer a number, and says what to do', async () => {
    const before = tf.memory().numTensors;
    // Beyond the largest float32.
    const loss = { kind: 'shadow', margin: 1e39, normalize: true } as const;
    await expect(run({ loss })).rejects.toMatchObject({
      code: 'training_failed',
      message: expect.stringContaining('smaller optimizer.learningRate'),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what cannot be trained on', () => {
  const withLabels = (labels: readonly number[]): TrainingImages => ({
    ...images,
    pixels: images.pixels.subarray(0, labels.length * side * side),
    labels: Int32Array.from(labels),
  });

  it.each([
    ['one class', withLabels([2, 2, 2]), 'too_few_classes', 'there is one class'],
    ['no pictures', withLabels([]), 'too_few_classes', 'there are none'],
    [
      'classes of one picture',
      withLabels([0, 0, 1, 2, 3, 3]),
      'too_few_images',
      '"sign 1", "sign 2" have only one',
    ],
  ])('%s', async (_what, of, code, sentence) => {
    await expect(run({}, of)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(sentence),
    });
  });

  it('a wrong configuration', async () => {
    await expect(run({ epochs: 0 })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
