/** A real backbone: MobileNet v1 with the weights of its training, where the data folder has it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { createRandom } from '../../random/index.js';
import { selectEngineBackend } from '../../testing/index.js';
import { openOnnxModel } from '../runtime/open-onnx-model.js';
import { exportOnnx } from './export-onnx.js';

const data =
  process.env['UMBRA_DATA'] ?? resolve(import.meta.dirname, '../../../../../../shared/data');
const folder = join(data, 'backbones/mobilenet-v1-1.0-pw12');
const missing = existsSync(folder) ? '' : ' (left out: it is not in the data folder)';

it.skipIf(missing !== '')(`MobileNet computes the same as ONNX${missing}`, async () => {
  await selectEngineBackend();
  const { modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  ) as tf.io.ModelJSON;
  const weights = await readFile(join(folder, 'weights.bin'));
  const network = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
  const bytes = await exportOnnx({
    network,
    name: 'mobilenet',
    input: { name: 'x', type: 'float32' },
    outputs: [{ name: 'features' }],
  });
  const model = await openOnnxModel(bytes);
  expect(model.input).toMatchObject({ batch: null, height: null, width: null, channels: 3 });
  const random = createRandom(1);
  // Even sizes need uneven padding where the stride is 2, odd ones need even padding.
  for (const [height, width] of [
    [96, 128],
    [97, 111],
  ] as const) {
    const values = Float32Array.from({ length: height * width * 3 }, () => random.between(-1, 1));
    const { features } = await model.run({ values, count: 1, height, width });
    const output = network.predict(tf.tensor4d(values, [1, height, width, 3])) as tf.Tensor;
    const expected = (await output.data()) as Float32Array;
    expect(features?.shape).toEqual(output.shape);
    output.dispose();
    const difference = expected.reduce(
      (max, value, at) => Math.max(max, Math.abs(value - (features?.values[at] ?? Number.NaN))),
      0,
    );
    expect(difference).toBeLessThan(1e-4);
    expect(new Set(expected).size).toBeGreaterThan(1000);
  }
  await model.dispose();
  network.dispose();
});
