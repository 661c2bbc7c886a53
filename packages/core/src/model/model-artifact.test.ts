/**
 * The artifact on the disk: what is written is read back bit for bit, what is damaged is named, and
 * what fails leaves nothing behind.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { BackendInfo } from '../backend/index.js';
import { selectInference } from '../onnx/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { embedRows } from './embed-rows.js';
import { loadEmbedder } from './load-embedder.js';
import { loadModel } from './load-model.js';
import type { ModelCard } from './model-card.js';
import { createNetwork } from './network.js';
import { saveModel } from './save-model.js';
import type { TrainedModel } from './trained-model.js';
import type { TrainingConfig } from './training-config.js';
import { checkTrainingConfig } from './training-config-schema.js';

const config = checkTrainingConfig({
  input: { width: 12, height: 8, channels: 3 },
  encoder: { kind: 'convolutional', widths: [4, 6], embeddingDimension: 10 },
  projection: { kind: 'linear', dimension: 5 },
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
const metrics = { recallAt: { '1': 0.5 }, rPrecision: 0.25, mapAtR: 0.125, queries: 8 };
const facts = { name: 'parts', createdAt: '2026-01-02T03:04:05.000Z' };
const count = 37; // more than one batch
const pixels = Uint8Array.from({ length: count * 12 * 8 * 3 }, (_, at) => (at * 97) % 256);

let home: string;
let backend: BackendInfo;

beforeAll(async () => {
  backend = await selectEngineBackend();
  home = await mkdtemp(join(tmpdir(), 'umbra-model-'));
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

function untrainedModel(changes: Partial<TrainingConfig> = {}): TrainedModel {
  const full = { ...config, ...changes };
  const network = createNetwork({ config: full, random: createRandom(3) });
  return {
    network,
    config: full,
    classes: ['bolt', 'nut'],
    metrics,
    baseline: metrics,
    dispose: () => void network.dispose(),
  };
}

async function save(directory: string, model = untrainedModel()): Promise<ModelCard> {
  const card = await saveModel({ directory, model, card: { ...facts, backend } });
  model.dispose();
  return card;
}

describe('a saved model', () => {
  it('embeds bit for bit as before it was saved', async () => {
    selectInference('tfjs');
    onTestFinished(() => selectInference('auto'));
    for (const kind of ['linear', 'none'] as const) {
      const projection = kind === 'none' ? { kind } : { kind, dimension: 5 };
      const model = untrainedModel({ projection });
      const options = { network: model.network, rows: pixels, count };
      const before = await embedRows(options);
      const directory = join(home, `same-${kind}`);
      await save(directory, model);

      const embedder = await loadEmbedder(directory, { backbones: home });
      const after = await embedder.embed(pixels, count);
      expect(embedder.input).toEqual(config.input);
      expect(embedder.embeddingDimension).toBe(10);
      expect(embedder.shadowDimension).toBe(kind === 'none' ? 10 : 5);
      expect(Buffer.from(after.embeddings.buffer)).toEqual(Buffer.from(before.embeddings.buffer));
      expect(Buffer.from(after.shadows.buffer)).toEqual(Buffer.from(before.shadows.buffer));
      embedder.dispose();
    }
  });

  it('gives shadows of length 1 and embeddings that differ between pictures', async () => {
    const model = untrainedModel();
    const embedded = await embedRows({ network: model.network, rows: pixels, count });
    for (let row = 0; row < count; row++) {
      const shadow = embedded.shadows.subarray(row * 5, row * 5 + 5);
      expect(Math.hypot(...shadow)).toBeCloseTo(1, 5);
    }
    const first = [...embedded.embeddings.subarray(0, 10)];
    expect(first).not.toEqual([...embedded.embeddings.subarray(10, 20)]);
    model.dispose();
  });

  it('is three files, of which TensorFlow.js reads two by itself', async () => {
    const directory = join(home, 'files');
    const card = await save(directory);
    expect((await readdir(directory)).sort()).toEqual(['model.json', 'umbra.json', 'weights.bin']);
    expect(JSON.parse(await readFile(join(directory, 'umbra.json'), 'utf8'))).toEqual(card);
    expect(card).toMatchObject({ ...facts, backend, config, seed: 11, formatVersion: 1 });
    expect(card.files['weights.bin']?.bytes).toBeGreaterThan(1000);

    const json = JSON.parse(await readFile(join(directory, 'model.json'), 'utf8'));
    const weights = await readFile(join(directory, 'weights.bin'));
    const network = await loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
    expect(network.outputs.map(({ shape }) => shape)).toEqual([
      [null, 10],
      [null, 5],
    ]);
    network.dispose();
  });

  it('leaves no tensors behind when it is disposed', async () => {
    const directory = join(home, 'tidy');
    await save(directory);
    const before = tf.memory().numTensors;
    const embedder = await loadEmbedder(directory, { backbones: home });
    await embedder.embed(pixels, count);
    embedder.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('saveModel', () => {
  it('never writes over anything', async () => {
    const directory = join(home, 'taken');
    await mkdir(directory);
    await expect(save(directory)).rejects.toMatchObject({ code: 'conflict' });
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves nothing behind when it fails', async () => {
    const parent = join(home, 'half');
    const model = untrainedModel();
    await mkdir(parent);
    const backendOfTheFuture = Object.defineProperty({ ...backend }, 'toJSON', {
      value: () => {
        throw new Error('no');
      },
    });
    const card = { ...facts, backend: backendOfTheFuture };
    const saving = saveModel({ directory: join(parent, 'model'), model, card });
    await expect(saving).rejects.toThrow('no');
    expect(await readdir(parent)).toEqual([]);
    model.dispose();
  });
});

describe('loadModel', () => {
  let sound: string;

  beforeAll(async () => {
    sound = join(home, 'sound');
    await save(sound);
  });

  async function damaged(name: string, damage: (path: string) => Promise<void>): Promise<string> {
    const directory = await mkdtemp(join(home, 'damaged-'));
    await cp(sound, directory, { recursive: true });
    await damage(join(directory, name));
    return directory;
  }

  const flipByte = async (path: string): Promise<void> => {
    const bytes = await readFile(path);
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] as number) ^ 1;
    await writeFile(path, bytes);
  };

  it.each([
    ['weights.bin', 'a flipped bit', flipByte],
    ['weights.bin', 'a cut', (path: string) => truncate(path, 100)],
    ['weights.bin', 'its absence', (path: string) => rm(path)],
    ['model.json', 'a flipped bit', flipByte],
    ['model.json', 'its absence', (path: string) => rm(path)],
    ['umbra.json', 'its absence', (path: string) => rm(path)],
    ['umbra.json', 'text', (path: string) => writeFile(path, 'no json')],
    ['umbra.json', 'another object', (path: string) => writeFile(path, '{"formatVersion":1}')],
    ['umbra.json', 'another format', (path: string) => writeFile(path, '{"formatVersion":3}')],
  ])('names %s after %s', async (name, _damage, damage) => {
    const directory = await damaged(name, damage);
    const before = tf.memory().numTensors;
    await expect(loadModel(directory)).rejects.toMatchObject({
      code: 'model_corrupt',
      message: expect.stringContaining(name),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('reads the card back', async () => {
    const { card, network } = await loadModel(sound);
    expect(card).toMatchObject(facts);
    network.dispose();
  });
});
