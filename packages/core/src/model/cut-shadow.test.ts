/** A cut model gives the first numbers of what the whole one gives, whoever computes it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BackendInfo, selectBackend } from '../backend/index.js';
import { openOnnxModel, selectInference } from '../onnx/index.js';
import { createRandom } from '../random/index.js';
import { exportModel } from './export-model.js';
import { loadEmbedder } from './load-embedder.js';
import { createNetwork } from './network.js';
import { saveModel } from './save-model.js';
import type { TrainingConfig } from './training-config.js';
import { checkTrainingConfig } from './training-config-schema.js';

const input = { width: 12, height: 8, channels: 3 } as const;
const count = 5;
const pixels = Uint8Array.from({ length: count * 12 * 8 * 3 }, (_, at) => (at * 97) % 256);
const metrics = { recallAt: { '1': 0.5 }, rPrecision: 0.25, mapAtR: 0.125, queries: 8 };
const prefixes = [2, 4, 8].map((dimension) => ({ dimension, recallAt1: 0.5, mapAtR: 0.25 }));
const projections = {
  nested: { kind: 'nested', dimension: 8, prefixes: [2, 4, 8] },
  pca: { kind: 'pca', dimension: 8 },
  linear: { kind: 'linear', dimension: 8 },
} as const;

let home: string;
let backend: BackendInfo;

beforeAll(async () => {
  backend = await selectBackend('wasm');
  home = await mkdtemp(join(tmpdir(), 'umbra-cut-'));
  for (const [name, projection] of Object.entries(projections)) {
    await save(name, projection);
  }
});
afterEach(() => selectInference('auto'));
afterAll(() => rm(home, { recursive: true }));

async function save(name: string, projection: TrainingConfig['projection']): Promise<void> {
  const config = checkTrainingConfig({
    input,
    encoder: { kind: 'convolutional', widths: [4, 6], embeddingDimension: 10 },
    projection,
    loss: { kind: 'shadow', margin: 0.2, normalize: true },
    mining: { kind: 'all' },
    sampling: { kind: 'pk', classes: 2, images: 2 },
    optimizer: { kind: 'adam', learningRate: 1e-3 },
    schedule: { kind: 'constant' },
    epochs: 1,
    stepsPerEpoch: 'auto',
    validationShare: 0.2,
    augmentation: null,
    seed: 11,
  });
  const network = createNetwork({ config, random: createRandom(3) });
  const dispose = () => void network.dispose();
  const measured = { metrics, baseline: metrics, ...(name === 'nested' ? { prefixes } : {}) };
  const card = await saveModel({
    directory: join(home, name),
    model: { network, config, classes: ['bolt', 'nut'], ...measured, dispose },
    card: { name, createdAt: '2026-01-02T03:04:05.000Z', backend },
  });
  expect(card.prefixes).toEqual(name === 'nested' ? prefixes : undefined);
  dispose();
}

async function shadowsOf(name: string, dimension?: number) {
  const embedder = await loadEmbedder(join(home, name), { backbones: home, dimension });
  const { shadows } = await embedder.embed(pixels, count);
  embedder.dispose();
  return { shadows, lengths: embedder.prefixes, dimension: embedder.shadowDimension };
}

/** The first numbers of every row, at length 1. */
function firstNumbers(rows: Float32Array, from: number, to: number): number[] {
  return Array.from({ length: count }, (_, row) => {
    const cut = [...rows.subarray(row * from, row * from + to)];
    return cut.map((value) => value / Math.hypot(...cut));
  }).flat();
}

it.each(['nested', 'pca'])('a %s shadow is cut', async (name) => {
  const before = tf.memory().numTensors;
  const whole = await shadowsOf(name);
  const expected = firstNumbers(whole.shadows, 8, 4);
  for (const inference of ['tfjs', 'onnxruntime'] as const) {
    selectInference(inference);
    const cut = await shadowsOf(name, 4);
    expect(cut.dimension).toBe(4);
    expect(cut.lengths).toEqual(name === 'nested' ? [2, 4] : []);
    cut.shadows.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at] as number, 4);
    });
  }
  const options = { directory: join(home, name), backbones: home, dimension: 4 };
  const { files, card } = await exportModel({ ...options, format: 'onnx' });
  expect(card.shadowDimension).toBe(4);
  const model = await openOnnxModel(files.get('model.onnx') as Uint8Array);
  expect(model.outputs[1]).toEqual({ name: 'shadow', shape: [null, 4] });
  await model.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it.each([
  ['nested', 3, 'can be cut to 2, 4, 8 numbers: choose one'],
  ['pca', 9, 'has 8 numbers: choose fewer'],
  ['linear', 4, 'train with a projection of the kind "nested"'],
])('a %s shadow is not cut to %i numbers', async (name, dimension, message) => {
  const before = tf.memory().numTensors;
  await expect(shadowsOf(name, dimension)).rejects.toMatchObject({
    code: 'config_invalid',
    message: expect.stringContaining(message),
  });
  expect(tf.memory().numTensors).toBe(before);
});
