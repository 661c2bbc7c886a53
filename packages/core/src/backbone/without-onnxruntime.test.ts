/**
 * An installation without the optional onnxruntime-node: the built package beside all of its
 * dependencies but that one, in a process of its own. TensorFlow.js computes the same there.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { selectBackend } from '../backend/index.js';
import { exportOnnx, selectInference } from '../onnx/index.js';
import type { ModelFiles } from './image-network.js';
import { openBackbone } from './open-backbone.js';

const require = createRequire(import.meta.url);
const use = { scaling: '-1..1', pooling: 'average', output: null } as const;
const side = 16;
const count = 3;
const pixels = Uint8Array.from({ length: count * side * side * 3 }, (_, at) => (at * at) % 251);

afterEach(() => selectInference('auto'));

interface SmallModel {
  /** As TensorFlow.js saves it. */
  readonly files: ModelFiles;
  readonly onnx: Uint8Array;
}

/** A small network of the layers that MobileNet is made of. */
async function smallModel(): Promise<SmallModel> {
  const initializer = (seed: number) => layers.initializers.glorotUniform({ seed });
  const network = layers.sequential({
    layers: [
      layers.layers.conv2d({
        inputShape: [null, null, 3],
        ...{ filters: 6, kernelSize: 3, strides: 2, kernelInitializer: initializer(1) },
      }),
      layers.layers.batchNormalization({}),
      layers.layers.activation({ activation: 'relu6' }),
      layers.layers.depthwiseConv2d({ kernelSize: 3, depthwiseInitializer: initializer(2) }),
      layers.layers.reLU(),
    ],
  });
  let files: ModelFiles = new Map();
  await network.save({
    save: async ({ modelTopology = {}, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      const model = JSON.stringify({ format: 'layers-model', modelTopology, weightsManifest });
      files = new Map([
        ['model.json', new TextEncoder().encode(model)],
        ['weights.bin', new Uint8Array(weightData as ArrayBuffer)],
      ]);
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON({ modelTopology }) };
    },
  });
  const onnx = await exportOnnx({
    ...{ name: 'small', network },
    input: { name: 'x', type: 'float32' },
    outputs: [{ name: 'map' }],
  });
  network.dispose();
  return { files, onnx };
}

/** The built package in a folder of its own, with links to all that is installed but one. */
async function installWithout(absent: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'umbra-without-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const core = dirname(dirname(require.resolve('@umbra/core/onnx'))).replace(/\/dist$/, '');
  const installed = dirname(dirname(require.resolve('zod/package.json')));
  await cp(join(core, 'dist'), join(root, 'core/dist'), { recursive: true });
  await cp(join(core, 'package.json'), join(root, 'core/package.json'));
  await mkdir(join(root, 'node_modules'));
  for (const name of await readdir(installed)) {
    if (name !== absent && name !== '@umbra') {
      await symlink(join(installed, name), join(root, 'node_modules', name));
    }
  }
  return join(root, 'core');
}

const script = `
  import { readFileSync } from 'node:fs';
  import { openBackbone } from './dist/backbone/index.js';
  import { selectBackend } from './dist/backend/index.js';
  import { hasOnnxRuntime } from './dist/onnx/index.js';
  const { files, onnx, use, side, count, pixels } = JSON.parse(readFileSync(0, 'utf8'));
  const open = (model) => openBackbone({
    files: new Map(model.map(([name, text]) => [name, Buffer.from(text, 'base64')])),
    use,
    size: { width: side, height: side },
  });
  await selectBackend('wasm');
  const backbone = await open(files);
  const features = [...await backbone.features(Uint8Array.from(pixels), count)];
  const refusal = await open([['model.onnx', onnx]]).catch(({ code }) => code);
  console.log(JSON.stringify({ hasOnnxRuntime: hasOnnxRuntime(), features, refusal }));
`;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

it('computes the same without ONNX Runtime, within 1e-4', async () => {
  await selectBackend('wasm');
  const { files, onnx } = await smallModel();
  selectInference('onnxruntime');
  const backbone = await openBackbone({ files, use, size: { width: side, height: side } });
  const expected = await backbone.features(pixels, count);
  backbone.dispose();
  const request = {
    files: [...files].map(([name, bytes]) => [name, base64(bytes)]),
    onnx: base64(onnx),
    ...{ use, side, count, pixels: [...pixels] },
  };
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: await installWithout('onnxruntime-node'),
    input: JSON.stringify(request),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  const { hasOnnxRuntime, features, refusal } = JSON.parse(stdout);
  expect({ hasOnnxRuntime, refusal }).toEqual({
    hasOnnxRuntime: false,
    refusal: 'backend_unavailable',
  });
  expect(features).toHaveLength(expected.length);
  expected.forEach((value, at) => {
    expect(Math.abs(features[at] - value)).toBeLessThan(1e-4);
  });
  expect(new Set(features).size).toBeGreaterThan(10);
});
