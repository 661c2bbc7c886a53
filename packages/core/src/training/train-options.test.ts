/** What a configuration can ask of a training beside the usual. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateRetrieval } from '../evaluation/index.js';
import { embedRows } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { classDisjointSplit } from '../sampling/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { ofKind, signImages, trainSigns } from './sign-training.js';

beforeAll(async () => {
  await selectEngineBackend();
});

const learning = {
  epochs: 4,
  stepsPerEpoch: 12,
  optimizer: { kind: 'adam', learningRate: 0.01 },
};

describe('projections', () => {
  it('measures every prefix of a nested shadow', async () => {
    const { events, model } = await trainSigns({
      ...learning,
      projection: { kind: 'nested', dimension: 8, prefixes: [2, 4, 8] },
    });
    const last = ofKind(events, 'epoch').at(-1);
    expect(last?.prefixes?.map(({ dimension }) => dimension)).toEqual([2, 4, 8]);
    expect(last?.prefixes?.at(-1)?.recallAt1).toBe(last?.validation.recallAt['1']);
    expect(last?.prefixes?.[1]?.recallAt1).toBeGreaterThan(0.6);
    expect(ofKind(events, 'finished')[0]?.prefixes).toHaveLength(3);
    model.dispose();
  });

  it('fits a PCA to the embedding that the loss trained, as a layer of the network', async () => {
    const { events, model } = await trainSigns({
      ...learning,
      projection: { kind: 'pca', dimension: 6 },
    });
    expect(ofKind(events, 'finished')[0]?.metrics.recallAt['1']).toBeGreaterThan(0.6);
    const { pixels, labels } = signImages;
    const options = { network: model.network, rows: pixels, count: labels.length };
    const { shadows } = await embedRows(options);
    expect(shadows).toHaveLength(labels.length * 6);
    // The kernel's columns are orthonormal.
    const [kernel] = model.network.getLayer('shadow').getWeights() as [tf.Tensor2D];
    const products = tf.tidy(() => tf.matMul(kernel, kernel, true).arraySync() as number[][]);
    products.forEach((row, at) => {
      row.forEach((value, other) => {
        expect(value).toBeCloseTo(at === other ? 1 : 0, 4);
      });
    });
    model.dispose();
  });

  it('trains a projection with a hidden layer', async () => {
    const projection = { kind: 'mlp', hidden: 12, dimension: 6 };
    const { model } = await trainSigns({ projection });
    expect(model.network.getLayer('shadow_hidden').outputShape).toEqual([null, 12]);
    expect(model.network.outputs[1]?.shape).toEqual([null, 6]);
    model.dispose();
  });
});

it('stops when no epoch is better for as long as it has patience', async () => {
  const { events, model } = await trainSigns({
    epochs: 30,
    stepsPerEpoch: 1,
    optimizer: { kind: 'adam', learningRate: 0.3 },
    schedule: { kind: 'constant' },
    earlyStop: { patience: 2 },
  });
  const scores = ofKind(events, 'epoch').map(({ validation }) => validation.mapAtR);
  expect(scores.length).toBeLessThan(30);
  const best = scores.indexOf(Math.max(...scores));
  expect(scores.length - 1 - best).toBe(2);
  expect(ofKind(events, 'finished')[0]).toMatchObject({
    end: 'no-improvement',
    bestEpoch: scores.lastIndexOf(Math.max(...scores)) + 1,
  });
  model.dispose();
});

it('holds out whole classes, which ask each other', async () => {
  const { events, model } = await trainSigns({ validationSplit: 'class-disjoint' });
  const [started] = ofKind(events, 'started');
  expect([started?.trainImages, started?.validationImages]).toEqual([64, 32]);
  const { pixels, labels } = signImages;
  const random = createRandom(5).fork('split');
  const { heldOut } = classDisjointSplit({ labels, share: 0.25, random });
  const options = { network: model.network, rows: pixels, count: labels.length };
  const { shadows } = await embedRows(options);
  const vectors = Float32Array.from(
    [...heldOut].flatMap((row) => [...shadows.subarray(row * 8, row * 8 + 8)]),
  );
  const gallery = { vectors, labels: heldOut.map((row) => labels[row] as number) };
  expect(evaluateRetrieval({ gallery, dimension: 8 })).toEqual(model.metrics);
  model.dispose();
});

it('measures and keeps the average of the weights, and trains on without it', async () => {
  const changes = { epochs: 2, stepsPerEpoch: 4, optimizer: { kind: 'adam', learningRate: 0.02 } };
  const plain = await trainSigns(changes);
  const averaged = await trainSigns({ ...changes, averaging: { decay: 0.9 } });
  expect(ofKind(averaged.events, 'step')).toEqual(ofKind(plain.events, 'step'));
  const kernel = (model: typeof plain.model) =>
    model.network.getLayer('embedding').getWeights()[0]?.dataSync();
  expect(kernel(averaged.model)).not.toEqual(kernel(plain.model));
  plain.model.dispose();
  averaged.model.dispose();
});
