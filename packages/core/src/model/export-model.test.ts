/**
 * Models as other programs get them, against what the embedder gives: a net, and heads on backbones
 * of layers and of ONNX.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BackboneCard, backboneHash, digestOf, referenceOf } from '../backbone/index.js';
import type { BackendInfo } from '../backend/index.js';
import { exportOnnx, openOnnxModel, selectInference } from '../onnx/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import type { EmbeddedImages } from './embedder.js';
import { exportModel } from './export-model.js';
import { loadEmbedder } from './load-embedder.js';
import { createNetwork } from './network.js';
import { saveModel } from './save-model.js';
import { serializeNetwork } from './serialize-network.js';
import type { TrainingConfig } from './training-config.js';
import { checkTrainingConfig } from './training-config-schema.js';

const input = { width: 14, height: 11, channels: 3 } as const;
const count = 5;
const random = createRandom(1);
const pixels = Uint8Array.from({ length: count * 14 * 11 * 3 }, () => random.below(256));
const metrics = {
  recallAt: { '1': 0.5, '5': 0.5, '10': 0.5 },
  rPrecision: 0.25,
  mapAtR: 0.125,
  ndcg: 0.5,
  queries: 8,
};
const features = 6;
let home: string;
let backend: BackendInfo;

beforeAll(async () => {
  backend = await selectEngineBackend();
  home = await mkdtemp(join(tmpdir(), 'umbra-export-'));
});
afterEach(() => selectInference('auto'));
afterAll(async () => {
  await rm(home, { recursive: true });
});

function configOf(encoder: unknown): TrainingConfig {
  return checkTrainingConfig({
    input,
    encoder,
    projection: { kind: 'linear', dimension: 4 },
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
}

function backboneNetwork(): layers.LayersModel {
  const inputs = layers.input({ shape: [null, null, 3] });
  const seed = { kernelInitializer: layers.initializers.glorotUniform({ seed: 3 }) };
  const steps = [
    layers.layers.conv2d({ filters: features, kernelSize: 3, strides: 2, ...seed }),
    layers.layers.batchNormalization({}),
    layers.layers.activation({ activation: 'relu6' }),
  ];
  const map = steps.reduce((tensor, step) => step.apply(tensor) as typeof inputs, inputs);
  return layers.model({ inputs, outputs: map });
}

/** Stores a backbone as `umbra backbone add` does. */
async function storeBackbone(format: 'tfjs-layers' | 'onnx'): Promise<BackboneCard> {
  const network = backboneNetwork();
  const { topology, weights } = await serializeNetwork(network);
  const onnx = await exportOnnx({
    network,
    name: 'small',
    input: { name: 'x', type: 'float32' },
    outputs: [{ name: 'map' }],
  });
  network.dispose();
  const model = { format: 'layers-model', ...JSON.parse(new TextDecoder().decode(topology)) };
  const contents: [string, Uint8Array][] =
    format === 'onnx'
      ? [['model.onnx', onnx]]
      : [
          ['model.json', new TextEncoder().encode(JSON.stringify(model))],
          ['weights.bin', weights],
        ];
  const files = contents.map(([name, bytes]) => {
    return { name, bytes: bytes.length, sha256: digestOf(bytes) };
  });
  const card: BackboneCard = {
    formatVersion: 1,
    sha256: backboneHash(files),
    name: `small-${format}`,
    scaling: 'imagenet',
    pooling: 'average',
    output: null,
    format,
    input,
    fixedSize: false,
    featureWidth: features,
    source: 'test',
    addedAt: '2026-01-02T03:04:05.000Z',
    files,
  };
  const folder = join(home, card.sha256);
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of [
    ...contents,
    ['backbone.json', new TextEncoder().encode(JSON.stringify(card))] as const,
  ]) {
    await writeFile(join(folder, name), bytes);
  }
  return card;
}

/** Saves an untrained model; its directory. */
async function save(name: string, card?: BackboneCard): Promise<string> {
  const directory = join(home, name);
  const head = { kind: 'mlp', hidden: 7 };
  const config = configOf(
    card === undefined
      ? { kind: 'convolutional', widths: [4, 6], embeddingDimension: 8 }
      : { kind: 'backbone', backbone: card.sha256, head, embeddingDimension: 8 },
  );
  const statistics = {
    mean: Float32Array.from({ length: features }, (_, at) => 0.1 * at),
    deviation: Float32Array.from({ length: features }, (_, at) => 0.5 + at),
  };
  const network = createNetwork({ config, random: createRandom(3), statistics });
  const classes = ['bolt', 'nut'];
  const dispose = () => void network.dispose();
  const about = { name, createdAt: '2026-01-02T03:04:05.000Z', backend };
  await saveModel({
    directory,
    model: { network, config, classes, metrics, baseline: metrics, dispose },
    card: { ...about, backbone: card && referenceOf(card) },
  });
  network.dispose();
  return directory;
}

async function embed(directory: string): Promise<EmbeddedImages> {
  const embedder = await loadEmbedder(directory, { backbones: home });
  const embedded = await embedder.embed(pixels, count);
  embedder.dispose();
  return embedded;
}

function expectClose(received: ArrayLike<number> | undefined, expected: Float32Array): void {
  expect(received).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    expect(Math.abs(value - (received?.[at] ?? Number.NaN))).toBeLessThan(1e-4);
  });
  expect(new Set(expected).size).toBeGreaterThan(10);
}

const models: [string, () => Promise<string>][] = [
  ['net', () => save('net')],
  ['head on layers', async () => save('on-layers', await storeBackbone('tfjs-layers'))],
  ['head on ONNX', async () => save('on-onnx', await storeBackbone('onnx'))],
];

describe.each(models)('a %s', (_, create) => {
  let directory: string;
  beforeAll(async () => {
    directory = await create();
  });

  it('embeds the same by ONNX Runtime and by TensorFlow.js', async () => {
    const before = tf.memory().numTensors;
    selectInference('onnxruntime');
    const fast = await embed(directory);
    selectInference('tfjs');
    const slow = await embed(directory);
    expectClose(fast.embeddings, slow.embeddings);
    expectClose(fast.shadows, slow.shadows);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is one ONNX file that takes pixels and gives what the embedder gives', async () => {
    const before = tf.memory().numTensors;
    const { files } = await exportModel({ directory, backbones: home, format: 'onnx' });
    expect(tf.memory().numTensors).toBe(before);
    const model = await openOnnxModel(files.get('model.onnx') as Uint8Array);
    expect(model.input).toEqual({
      name: 'pixels',
      type: 'uint8',
      layout: 'channelsLast',
      batch: null,
      ...input,
    });
    expect(model.outputs).toEqual([
      { name: 'embedding', shape: [null, 8] },
      { name: 'shadow', shape: [null, 4] },
    ]);
    const { width, height } = input;
    const { embedding, shadow } = await model.run({ values: pixels, count, width, height });
    selectInference('tfjs');
    const expected = await embed(directory);
    expectClose(embedding?.values, expected.embeddings);
    expectClose(shadow?.values, expected.shadows);
    await model.dispose();
  });
});

describe('as TensorFlow.js', () => {
  it.each(['net', 'on-layers'])('%s is read by the library alone', async (name) => {
    const directory = join(home, name);
    const before = tf.memory().numTensors;
    const { files } = await exportModel({ directory, backbones: home, format: 'tfjs' });
    const { modelTopology, weightsManifest } = JSON.parse(
      new TextDecoder().decode(files.get('model.json')),
    );
    expect(JSON.stringify(modelTopology)).not.toContain('Standardization');
    const network = await layers.loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest[0].weights,
        weightData: Uint8Array.from(files.get('weights.bin') as Uint8Array).buffer,
      }),
    );
    const outputs = tf.tidy(() =>
      network.predict(tf.tensor(Float32Array.from(pixels), [count, 11, 14, 3])),
    ) as tf.Tensor[];
    expectClose(await outputs[0]?.data(), (await embed(directory)).embeddings);
    tf.dispose(outputs);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is not to be had of a model on ONNX', async () => {
    const options = { directory: join(home, 'on-onnx'), backbones: home, format: 'tfjs' } as const;
    await expect(exportModel(options)).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringContaining('small-onnx'),
    });
  });
});
