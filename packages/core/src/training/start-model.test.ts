/** Blocks of a backbone, trained on from its head: the model then holds all of it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type BackboneCard, backboneHash, digestOf, referenceOf } from '../backbone/index.js';
import type { BackendInfo } from '../backend/index.js';
import {
  checkTrainingConfig,
  createNetwork,
  type EmbeddedImages,
  exportModel,
  loadEmbedder,
  saveModel,
} from '../model/index.js';
import { exportOnnx, openOnnxModel, selectInference } from '../onnx/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { estimateMemory, totalBytes } from './estimate-memory.js';
import { fineTune } from './fine-tune.js';
import { openStartModel, type StartModel } from './start-model.js';
import type { TrainingImages } from './training-examples.js';

const input = { width: 12, height: 12, channels: 3 } as const;
const features = 6;
const metrics = { recallAt: { '1': 0.5 }, rPrecision: 0.25, mapAtR: 0.125, queries: 8 };
let home: string;
let backend: BackendInfo;
let card: BackboneCard;
/** The directory of an untrained head on it. */
let head: string;

beforeAll(async () => {
  backend = await selectEngineBackend();
  home = await mkdtemp(join(tmpdir(), 'umbra-start-'));
  card = await storeBackbone('layers');
  head = await saveHead(card);
});
afterEach(() => selectInference('auto'));
afterAll(() => rm(home, { recursive: true }));

/** Two blocks, whose sides are open, as those of published backbones are. */
function backboneNetwork(scale: boolean): layers.LayersModel {
  const inputs = layers.input({ shape: [null, null, 3] });
  const seed = { kernelInitializer: layers.initializers.glorotUniform({ seed: 3 }) };
  const steps = [
    layers.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, ...seed }),
    layers.layers.batchNormalization({}),
    layers.layers.reLU({}),
    layers.layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthwiseInitializer: 'ones' }),
    layers.layers.conv2d({ filters: features, kernelSize: 1, ...seed }),
    layers.layers.batchNormalization({ scale }),
    layers.layers.activation({ activation: 'relu6' }),
  ];
  const map = steps.reduce((tensor, step) => step.apply(tensor) as typeof inputs, inputs);
  return layers.model({ inputs, outputs: map });
}

type Kind = 'layers' | 'onnx' | 'unscaled';

async function storeBackbone(kind: Kind): Promise<BackboneCard> {
  const network = backboneNetwork(kind !== 'unscaled');
  const contents = new Map<string, Uint8Array>();
  if (kind === 'onnx') {
    const x = { name: 'x', type: 'float32' } as const;
    const bytes = await exportOnnx({
      network,
      name: 'small',
      input: x,
      outputs: [{ name: 'map' }],
    });
    contents.set('model.onnx', bytes);
  } else {
    await network.save({
      save: async ({ weightData, weightSpecs, ...topology }) => {
        const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
        const model = { ...topology, format: 'layers-model', weightsManifest };
        contents.set('model.json', new TextEncoder().encode(JSON.stringify(model)));
        contents.set('weights.bin', new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)));
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      },
    });
  }
  network.dispose();
  const files = [...contents].map(([name, bytes]) => {
    return { name, bytes: bytes.length, sha256: digestOf(bytes) };
  });
  const stored: BackboneCard = {
    formatVersion: 1,
    sha256: backboneHash(files),
    name: `small-${kind}`,
    ...({ scaling: '-1..1', pooling: 'average', output: null, input, fixedSize: false } as const),
    format: kind === 'onnx' ? 'onnx' : 'tfjs-layers',
    featureWidth: features,
    source: 'test',
    addedAt: '2026-01-02T03:04:05.000Z',
    files,
  };
  await mkdir(join(home, stored.sha256), { recursive: true });
  contents.set('backbone.json', new TextEncoder().encode(JSON.stringify(stored)));
  for (const [name, bytes] of contents) {
    await writeFile(join(home, stored.sha256, name), bytes);
  }
  return stored;
}

function configOn({ sha256 }: BackboneCard) {
  return checkTrainingConfig({
    input,
    encoder: {
      ...{ kind: 'backbone', backbone: sha256, head: { kind: 'linear' } },
      embeddingDimension: 8,
    },
    projection: { kind: 'linear', dimension: 4 },
    loss: { kind: 'shadow', margin: 0.2, normalize: true },
    mining: { kind: 'all' },
    sampling: { kind: 'pk', classes: 2, images: 4 },
    optimizer: { kind: 'adam', learningRate: 5e-3 },
    schedule: { kind: 'constant' },
    epochs: 2,
    stepsPerEpoch: 6,
    validationShare: 0.25,
    augmentation: null,
    seed: 11,
  });
}

/** An untrained head on a backbone; its directory. */
async function saveHead(on: BackboneCard): Promise<string> {
  const directory = join(home, `head-${on.name}`);
  const config = configOn(on);
  const statistics = {
    mean: Float32Array.from({ length: features }, (_, at) => 0.1 * at),
    deviation: Float32Array.from({ length: features }, (_, at) => 0.5 + at),
  };
  const network = createNetwork({ config, random: createRandom(3), statistics });
  const dispose = () => void network.dispose();
  await saveModel({
    directory,
    model: { network, config, classes: ['a', 'b'], metrics, baseline: metrics, dispose },
    card: {
      ...{ name: 'head', createdAt: '2026-01-02T03:04:05.000Z', backend },
      backbone: referenceOf(on),
    },
  });
  dispose();
  return directory;
}

/** Two textures of equal mean. */
function textures(perClass: number): TrainingImages {
  const random = createRandom(5);
  const labels = Int32Array.from({ length: 2 * perClass }, (_, at) => at % 2);
  const pixels = new Uint8Array(labels.length * 12 * 12 * 3);
  labels.forEach((label, index) => {
    for (let at = 0; at < 12 * 12 * 3; at++) {
      const place = Math.floor(at / 3);
      const light = label === 0 ? place % 2 : Math.floor(place / 12) % 2;
      pixels[index * 12 * 12 * 3 + at] = 60 + 120 * light + random.below(70);
    }
  });
  return { kind: 'pixels', pixels, labels, size: input, classes: ['a', 'b'] };
}

const images = textures(16);

async function tune(from: StartModel, directory: string) {
  const computing = from.rows(images);
  let step = await computing.next();
  while (!step.done) {
    step = await computing.next();
  }
  const config = configOn(card);
  const training = fineTune({ start: from.start, examples: step.value, config });
  let next = await training.next();
  while (!next.done) {
    next = await training.next();
  }
  const { measured, ...model } = next.value;
  const origin = { ...from.origin, ...measured };
  const about = { name: 'tuned', createdAt: '2026-01-02T03:04:05.000Z', backend };
  const whole = { ...model, network: from.network, origin };
  return saveModel({ directory, model: whole, card: about });
}

async function embed(directory: string, backbones: string): Promise<EmbeddedImages> {
  const embedder = await loadEmbedder(directory, { backbones });
  const embedded = await embedder.embed(images.pixels, images.labels.length);
  embedder.dispose();
  return embedded;
}

function expectClose(received: ArrayLike<number> | undefined, expected: Float32Array): void {
  expect(received).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    expect(Math.abs(value - (received?.[at] ?? Number.NaN))).toBeLessThan(1e-4);
  });
}

it.each([1, 'all'] as const)('%s blocks make a model that needs no backbone', async (blocks) => {
  const before = tf.memory().numTensors;
  const from = await openStartModel({ directory: head, backbones: home, blocks });
  expect(from.backbone).toBeUndefined();
  const facts = { count: 32, width: from.rowWidth ?? 12 * 12 * 3, kind: 'features' } as const;
  expect(totalBytes(await estimateMemory(configOn(card), facts, from.start))).toBeGreaterThan(0);
  const directory = join(home, `tuned-${blocks}`);
  const saved = await tune(from, directory);
  expect(saved).toMatchObject({ formatVersion: 3, origin: { name: 'head', blocks } });
  expect(saved.backbone).toBeUndefined();
  from.dispose();

  const nowhere = join(home, 'nowhere');
  selectInference('onnxruntime');
  const fast = await embed(directory, nowhere);
  selectInference('tfjs');
  const slow = await embed(directory, nowhere);
  expectClose(fast.embeddings, slow.embeddings);
  expectClose(fast.shadows, slow.shadows);
  const { files } = await exportModel({ directory, backbones: nowhere, format: 'onnx' });
  const model = await openOnnxModel(files.get('model.onnx') as Uint8Array);
  const { width, height } = input;
  const count = images.labels.length;
  const { shadow } = await model.run({ values: images.pixels, count, width, height });
  expectClose(shadow?.values, slow.shadows);
  await model.dispose();

  // It is trained on like any other, by default as before.
  const again = await openStartModel({ directory, backbones: nowhere });
  expect(again.origin.blocks).toBe(blocks);
  again.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

it('trains the head alone where no blocks are asked for', async () => {
  const from = await openStartModel({
    directory: join(home, 'head-small-layers'),
    backbones: home,
  });
  expect(from).toMatchObject({ origin: { blocks: 0 }, rowWidth: null });
  expect(from.backbone?.name).toBe('small-layers');
  expect(from.network.inputs[0]?.shape).toEqual([null, features]);
  from.dispose();
});

it.each([
  ['onnx', 'which has no TensorFlow.js layers'],
  ['unscaled', 'through which TensorFlow.js has no gradient'],
] as const)('refuses blocks of a backbone that is %s', async (kind, message) => {
  const before = tf.memory().numTensors;
  const directory = await saveHead(await storeBackbone(kind));
  const opening = openStartModel({ directory, backbones: home, blocks: 1 });
  await expect(opening).rejects.toMatchObject({
    code: 'model_unsupported',
    message: expect.stringContaining(message),
  });
  expect(tf.memory().numTensors).toBe(before);
});
