/**
 * Small backbones in every format, against the same network computed by hand: a convolution 2x2
 * with stride 2 is a sum over four pixels.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngineBackend } from '../testing/index.js';
import type { BackboneUse } from './backbone-card.js';
import type { ModelFiles } from './image-network.js';
import { openBackbone } from './open-backbone.js';

const use: BackboneUse = { scaling: '0..255', pooling: 'average', output: null };
const filters = 3;
/** [2, 2, 3, filters] */
const kernel = Float32Array.from({ length: 2 * 2 * 3 * filters }, (_, at) => ((at * 7) % 5) - 2);
const side = 6;
const pixels = Uint8Array.from({ length: 2 * side * side * 3 }, (_, at) => (at * 53) % 256);

beforeAll(async () => {
  await selectEngineBackend();
});

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** The network as TensorFlow.js saves a layers model. */
async function layersFiles(inputShape: (number | null)[] = [null, null, 3]): Promise<ModelFiles> {
  const input = layers.input({ name: 'picture', shape: inputShape });
  const convolution = layers.layers.conv2d({
    name: 'convolution',
    filters,
    kernelSize: 2,
    strides: 2,
    useBias: false,
  });
  const map = convolution.apply(input) as layers.SymbolicTensor;
  const active = layers.layers.reLU({ name: 'relu' }).apply(map) as layers.SymbolicTensor;
  const model = layers.model({ inputs: input, outputs: active });
  tf.tidy(() => convolution.setWeights([tf.tensor4d(kernel, [2, 2, 3, filters])]));
  let files: ModelFiles | undefined;
  await model.save({
    save: async ({ modelTopology = {}, weightSpecs, weightData }) => {
      const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
      const weightsManifest = [{ paths: ['first.bin', 'second.bin'], weights: weightSpecs }];
      files = new Map([
        ['model.json', encode({ format: 'layers-model', modelTopology, weightsManifest })],
        ['first.bin', bytes.slice(0, 10)],
        ['second.bin', bytes.slice(10)],
      ]);
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON({ modelTopology }) };
    },
  });
  model.dispose();
  return files as ModelFiles;
}

/** The same network as the graph that TensorFlow's converter writes. */
function graphFiles(): ModelFiles {
  const type = (name: string) => ({ type: name });
  const node = [
    {
      name: 'picture',
      op: 'Placeholder',
      attr: {
        dtype: type('DT_FLOAT'),
        shape: { shape: { dim: [{ size: '-1' }, { size: '-1' }, { size: '-1' }, { size: '3' }] } },
      },
    },
    { name: 'kernel', op: 'Const', attr: { dtype: type('DT_FLOAT') } },
    {
      name: 'convolution',
      op: 'Conv2D',
      input: ['picture', 'kernel'],
      attr: {
        T: type('DT_FLOAT'),
        strides: { list: { i: ['1', '2', '2', '1'] } },
        padding: { s: btoa('VALID') },
        data_format: { s: btoa('NHWC') },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
      },
    },
    { name: 'relu', op: 'Relu', input: ['convolution'], attr: { T: type('DT_FLOAT') } },
  ];
  const weights = [{ name: 'kernel', shape: [2, 2, 3, filters], dtype: 'float32' }];
  return new Map([
    [
      'model.json',
      encode({
        format: 'graph-model',
        modelTopology: { node, versions: {} },
        weightsManifest: [{ paths: ['weights.bin'], weights }],
      }),
    ],
    ['weights.bin', new Uint8Array(kernel.buffer)],
  ]);
}

/** [2, places, filters], before and after relu. */
function mapByHand(active: boolean, scaled = (pixel: number, _channel: number) => pixel) {
  const map: number[] = [];
  for (let image = 0; image < 2; image++) {
    for (let y = 0; y < side; y += 2) {
      for (let x = 0; x < side; x += 2) {
        for (let filter = 0; filter < filters; filter++) {
          let sum = 0;
          for (let at = 0; at < 12; at++) {
            const channel = at % 3;
            const column = x + (Math.floor(at / 3) % 2);
            const row = y + Math.floor(at / 6);
            const pixel = pixels[((image * side + row) * side + column) * 3 + channel] as number;
            sum += scaled(pixel, channel) * (kernel[at * filters + filter] as number);
          }
          map.push(active ? Math.max(0, sum) : sum);
        }
      }
    }
  }
  return map;
}

function averages(map: readonly number[]): number[] {
  const places = map.length / 2 / filters;
  return Array.from({ length: 2 * filters }, (_, at) => {
    const start = Math.floor(at / filters) * places * filters + (at % filters);
    let sum = 0;
    for (let place = 0; place < places; place++) {
      sum += map[start + place * filters] as number;
    }
    return sum / places;
  });
}

async function features(files: ModelFiles, changes: Partial<BackboneUse> = {}): Promise<number[]> {
  const before = tf.memory().numTensors;
  const size = { width: side, height: side };
  const backbone = await openBackbone({ files, use: { ...use, ...changes }, size });
  const computed = await backbone.features(pixels, 2);
  expect(computed).toHaveLength(2 * backbone.featureWidth);
  backbone.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return [...computed];
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, at) => {
    const wanted = expected[at] as number;
    expect(Math.abs(value - wanted)).toBeLessThan(1e-4 * (1 + Math.abs(wanted)));
  });
}

describe('openBackbone', () => {
  it.each([
    ['a layers model', layersFiles],
    ['a graph model', async () => graphFiles()],
  ])('computes %s, its average and its whole map', async (_format, files) => {
    expectClose(await features(await files()), averages(mapByHand(true)));
    expectClose(await features(await files(), { pooling: 'none' }), mapByHand(true));
    const cut = await features(await files(), { output: 'convolution' });
    expectClose(cut, averages(mapByHand(false)));
  });

  it.each([
    ['-1..1', (pixel: number) => pixel / 127.5 - 1],
    ['0..1', (pixel: number) => pixel / 255],
    [
      'imagenet',
      (pixel: number, channel: number) =>
        (pixel / 255 - ([0.485, 0.456, 0.406][channel] as number)) /
        ([0.229, 0.224, 0.225][channel] as number),
    ],
  ] as const)('scales pixels to %s', async (scaling, scaled) => {
    expectClose(
      await features(graphFiles(), { scaling, pooling: 'none' }),
      mapByHand(true, scaled),
    );
  });

  it('takes the size from its network where that has one', async () => {
    const files = await layersFiles([10, 8, 3]);
    const backbone = await openBackbone({ files, use });
    expect(backbone).toMatchObject({
      format: 'tfjs-layers',
      input: { width: 8, height: 10, channels: 3 },
      fixedSize: true,
      featureWidth: filters,
    });
    backbone.dispose();
    await expect(openBackbone({ files, use, size: { width: 32, height: 32 } })).rejects.toThrow(
      'takes pictures of 8 x 10 and not of 32 x 32',
    );
  });

  it('hears its signal', async () => {
    const backbone = await openBackbone({
      files: graphFiles(),
      use,
      size: { width: 6, height: 6 },
    });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(backbone.features(pixels, 2, signal)).rejects.toThrow('enough');
    backbone.dispose();
  });
});

describe('what is no backbone', () => {
  const graph = graphFiles();
  const withModel = (model: unknown): ModelFiles =>
    new Map([...graph, ['model.json', encode(model)]]);
  const parsed = JSON.parse(new TextDecoder().decode(graph.get('model.json')));
  const shortWeights = new Map([...graph, ['weights.bin', new Uint8Array(100)]]);
  const manifest = (paths: string[]) =>
    withModel({ ...parsed, weightsManifest: [{ paths, weights: [] }] });

  it.each([
    ['other JSON', withModel({ name: 'umbra' }), 'not a TensorFlow.js model'],
    ['a picture', new Map([['model.onnx', pixels]]), 'ONNX'],
    ['a cut weight file', shortWeights, 'weights.bin has 100 bytes, but model.json needs 144'],
    ['a path out of the folder', manifest(['../../etc/passwd']), 'does not lie beside it'],
    ['an address for a weight file', manifest(['https://a.b/c.bin']), 'does not lie beside it'],
  ])('%s', async (_what, files, sentence) => {
    const before = tf.memory().numTensors;
    await expect(openBackbone({ files, use })).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringContaining(sentence),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['a vector as input', [10], 'has no image input'],
    ['pictures of four channels', [32, 32, 4], 'takes [?, 32, 32, 4]'],
  ])('%s', async (_what, shape, sentence) => {
    const input = layers.input({ shape });
    const output = layers.layers
      .activation({ activation: 'relu' })
      .apply(input) as layers.SymbolicTensor;
    const model = layers.model({ inputs: input, outputs: output });
    const weightsManifest = [{ paths: [], weights: [] }];
    const modelTopology = model.toJSON(null, false);
    const files = new Map([['model.json', encode({ modelTopology, weightsManifest })]]);
    await expect(openBackbone({ files, use })).rejects.toThrow(sentence);
  });

  it('a graph that TensorFlow.js does not understand', async () => {
    const files = withModel({ ...parsed, modelTopology: { node: [{}] } });
    await expect(openBackbone({ files, use })).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringContaining('The model cannot be loaded'),
    });
  });

  it('a layer that is not there', async () => {
    const files = await layersFiles();
    await expect(openBackbone({ files, use: { ...use, output: 'top' } })).rejects.toThrow('top');
  });
});
