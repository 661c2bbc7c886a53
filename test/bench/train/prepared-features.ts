/** The features of MobileNet, by TensorFlow.js or by ONNX Runtime. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { exportOnnx, openOnnxModel } from '@umbra/core/onnx';
import { dataSet } from '../../support/data-sets.js';
import type { PreparedTraining } from './prepared-training.js';
import type { Workload } from './workload.js';

type FeaturesWorkload = Extract<Workload, { kind: 'features' }>;

export async function prepareFeatures(
  { side, batch }: FeaturesWorkload,
  by: 'onnxruntime' | 'tensorflow.js',
): Promise<PreparedTraining> {
  const network = await loadMobileNet(dataSet('backbones/mobilenet-v1-1.0-pw12'));
  const pixels = Float32Array.from({ length: batch * side * side * 3 }, () => Math.random());
  if (by === 'tensorflow.js') {
    return {
      run: async (steps) => {
        for (let step = 0; step < steps; step++) {
          const maps = tf.tidy(() =>
            tf.mean(
              network.predict(tf.tensor4d(pixels, [batch, side, side, 3])) as tf.Tensor,
              [1, 2],
            ),
          );
          await maps.data();
          maps.dispose();
        }
      },
    };
  }
  const bytes = await exportOnnx({
    network,
    name: 'mobilenet',
    input: { name: 'x', type: 'float32' },
    outputs: [{ name: 'features' }],
  });
  const model = await openOnnxModel(bytes);
  return {
    run: async (steps) => {
      for (let step = 0; step < steps; step++) {
        await model.run({ values: pixels, count: batch, height: side, width: side });
      }
    },
  };
}

async function loadMobileNet(folder: string) {
  const { modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  ) as tf.io.ModelJSON;
  const weights = await readFile(join(folder, 'weights.bin'));
  return loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
}
