/** Heads on backbones, from pictures to vectors: real threads, real files, one home a test. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BackboneCard,
  type InputScaling,
  loadBackbone,
  referenceOf,
} from '@umbra/core/backbone';
import { exportModel, type ModelCard } from '@umbra/core/model';
import { backbonePresetConfig, type DatasetFacts, type TrainingConfig } from '@umbra/core/training';
import { expect, it } from 'vitest';
import { addBackbone } from '../backbones/add-backbone.js';
import { localModel } from '../backbones/model-file.js';
import { removeBackbone } from '../backbones/remove-backbone.js';
import { load } from '../testing/load.js';
import { temporaryDirectory } from '../testing/pictures.js';
import { addTinyBackbone } from '../testing/tiny-backbone.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';
import { embedAll } from './embed-images.js';
import { openEmbedder } from './open-embedder.js';
import { type RunMessage, trainingRun } from './training-run.js';

interface Home {
  readonly home: string;
  readonly colours: string;
  readonly backbones: string;
}

async function prepare(): Promise<Home> {
  const home = await temporaryDirectory();
  return { home, colours: await drawColours(home), backbones: join(home, 'backbones') };
}

interface Trained {
  readonly directory: string;
  readonly card: ModelCard;
  readonly messages: readonly RunMessage[];
}

async function trainOn(
  { home, colours, backbones }: Home,
  name: string,
  configure: (facts: DatasetFacts) => TrainingConfig,
): Promise<Trained> {
  const directory = join(home, 'models', name);
  const messages: RunMessage[] = [];
  for await (const message of trainingRun({
    data: { location: colours },
    backend: 'wasm',
    configure: async (facts) => configure(facts),
    backbones,
    featureCacheDirectory: join(home, 'cache'),
    outputDirectory: directory,
    name,
  })) {
    messages.push(message);
  }
  const last = messages.at(-1);
  if (last?.kind !== 'succeeded') {
    throw new Error('a training ends with its model');
  }
  return { directory, card: last.card, messages };
}

const headOn =
  (backbone: BackboneCard) =>
  (facts: DatasetFacts): TrainingConfig => ({
    ...backbonePresetConfig({ preset: 'quick', facts, seed: 1, backbone }),
    optimizer: { kind: 'adam', learningRate: 0.03, weightDecay: 0, clipNorm: null },
    encoder: {
      kind: 'backbone',
      backbone: backbone.sha256,
      head: { kind: 'linear' },
      embeddingDimension: 6,
    },
    projection: { kind: 'linear', dimension: 3 },
    sampling: { kind: 'pk', classes: 2, images: 2 },
    epochs: 6,
  });

/** Vectors of all pictures, with features from the cache or computed anew. */
async function vectors(home: Home, directory: string, cached: boolean): Promise<Float32Array> {
  const { embedder } = await openEmbedder(directory, {
    backend: 'wasm',
    backbones: home.backbones,
    ...(cached ? { cacheDirectory: join(home.home, 'cache') } : {}),
  });
  const { images } = await load({ location: home.colours }, embedder.input);
  const { embeddings } = await embedAll(embedder, images);
  embedder.dispose();
  return embeddings;
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    expect(Math.abs((actual[at] as number) - value)).toBeLessThan(1e-4);
  });
}

it('trains a head on a backbone that the model then needs', async () => {
  const home = await prepare();
  const backbone = await addTinyBackbone(home.home);
  const { directory, card, messages } = await trainOn(home, 'colours', headOn(backbone));
  const stages = messages.flatMap((one) => (one.kind === 'preparing' ? [one.stage] : []));
  expect(new Set(stages)).toEqual(new Set(['pictures', 'features']));
  expect(card.backbone).toEqual(referenceOf(backbone));
  expect(card.metrics.recallAt['1']).toBe(1);
  expectClose(await vectors(home, directory, true), await vectors(home, directory, false));

  const place = { directory: home.backbones, models: join(home.home, 'models') };
  await expect(removeBackbone({ ...place, backbone: backbone.name })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('in use by colours'),
  });
  await writeFile(join(home.backbones, backbone.sha256, 'weights.bin'), 'altered');
  await expect(vectors(home, directory, false)).rejects.toMatchObject({ code: 'model_corrupt' });
});

it('takes what it exported itself as the backbone of the next model', async () => {
  const home = await prepare();
  const net = await trainOn(home, 'net', () => tinyConfig);
  const { backbones } = home;
  const { files } = await exportModel({ directory: net.directory, backbones, format: 'onnx' });
  const file = join(home.home, 'net.onnx');
  await writeFile(file, files.get('model.onnx') as Uint8Array);
  const add = async (scaling?: InputScaling) =>
    addBackbone({
      location: await localModel(file),
      directory: backbones,
      use: { scaling, pooling: 'average', output: null },
      addedAt: new Date().toISOString(),
    });
  await expect(add('-1..1')).rejects.toThrow('choose the scale 0..255');
  const { card: backbone } = await add();
  expect(backbone).toMatchObject({
    ...{ name: 'net', format: 'onnx', scaling: '0..255', fixedSize: true },
    ...{ input: tinyConfig.input, featureWidth: 8 },
  });

  const { images } = await load({ location: home.colours });
  const reference = referenceOf(backbone);
  const opened = await loadBackbone({ directory: backbones, reference, input: backbone.input });
  const features = await opened.features(images.pixels, images.labels.length);
  opened.dispose();
  expectClose(features, await vectors(home, net.directory, false));

  const { directory, card } = await trainOn(home, 'next', headOn(backbone));
  expect(card.backbone).toEqual(reference);
  expect(card.metrics.recallAt['1']).toBe(1);
  expectClose(await vectors(home, directory, true), await vectors(home, directory, false));
  const umbra = JSON.parse(await readFile(join(directory, 'umbra.json'), 'utf8'));
  expect(umbra.backbone.sha256).toBe(backbone.sha256);
});
