import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { baselinePixels } from '../encoder/index.js';
import { invariant, isUmbraError, UmbraError } from '../errors/index.js';
import { exportOnnx, infersByOnnxRuntime, openOnnxModel } from '../onnx/index.js';
import type { TrainingFeatures, TrainingImages } from './training-examples.js';

interface FrozenRowsOptions {
  /** pixels [B, H, W, C] -> [B, F] */
  readonly frozen: LayersModel;
  readonly images: TrainingImages;
  readonly signal?: AbortSignal | undefined;
}

const batchSize = 16;
/** What all rows may take; they are kept for the whole stage. */
const bytesMax = 2 ** 31;

/**
 * What the part of a network that stays as it is makes of pictures, computed once. Yields how many
 * pictures are done.
 * @throws UmbraError `config_invalid` when the rows would not fit into memory; the signal's reason.
 */
export async function* frozenRows(
  options: FrozenRowsOptions,
): AsyncGenerator<number, TrainingFeatures> {
  const { frozen, images, signal } = options;
  const { labels, classes, size, pixels } = images;
  const width = frozen.outputs[0]?.shape[1];
  invariant(width, 'a frozen part gives rows of known width');
  checkBytes(4 * width * labels.length);
  const compute = await createCompute(options);
  const imageLength = size.width * size.height * size.channels;
  const features = new Float32Array(labels.length * width);
  try {
    for (let first = 0; first < labels.length; first += batchSize) {
      signal?.throwIfAborted();
      const count = Math.min(batchSize, labels.length - first);
      const batch = pixels.subarray(first * imageLength, (first + count) * imageLength);
      features.set(await compute.run(batch, count), first * width);
      yield first + count;
      await nextTurn();
    }
  } finally {
    await compute.dispose();
  }
  const baseline = baselinePixels({ pixels, count: labels.length, size }); // [N, P]
  return { kind: 'features', features, width, labels, classes, baseline };
}

function checkBytes(bytes: number): void {
  if (bytes > bytesMax) {
    throw new UmbraError(
      'config_invalid',
      `What enters the last blocks takes ${(bytes / 2 ** 30).toFixed(1)} GiB for all pictures, and ` +
        `${bytesMax / 2 ** 30} GiB may be used: choose fewer blocks or a smaller input.`,
    );
  }
}

interface Compute {
  run(pixels: Uint8Array, count: number): Promise<Float32Array>; // [count, F]
  dispose(): Promise<void>;
}

async function createCompute(options: FrozenRowsOptions): Promise<Compute> {
  if (infersByOnnxRuntime()) {
    try {
      return await onnxCompute(options);
    } catch (error) {
      // A layer without an equivalent in ONNX: TensorFlow.js has them all.
      if (!isUmbraError(error) || error.code !== 'model_unsupported') {
        throw error;
      }
    }
  }
  return tfjsCompute(options);
}

async function onnxCompute({ frozen, images }: FrozenRowsOptions): Promise<Compute> {
  const { height, width } = images.size;
  const bytes = await exportOnnx({
    network: frozen,
    name: 'frozen',
    input: { name: 'pixels', type: 'uint8' },
    outputs: [{ name: 'rows' }],
  });
  const model = await openOnnxModel(bytes);
  return {
    run: async (values, count) => {
      const { rows } = await model.run({ values, count, height, width });
      invariant(rows !== undefined, 'a frozen part gives its rows');
      return rows.values;
    },
    dispose: () => model.dispose(),
  };
}

function tfjsCompute({ frozen, images }: FrozenRowsOptions): Compute {
  const { height, width, channels } = images.size;
  return {
    run: async (pixels, count) => {
      const rows = tf.tidy(() => {
        const inputs = tf.tensor4d(Float32Array.from(pixels), [count, height, width, channels]);
        return frozen.predict(inputs) as tf.Tensor2D;
      });
      const values = await rows.data<'float32'>();
      rows.dispose();
      return values;
    },
    dispose: async () => {},
  };
}
