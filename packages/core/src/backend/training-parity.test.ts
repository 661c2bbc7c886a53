/**
 * Training on wasm and on native TensorFlow is the same as on cpu: a small net with
 * everything that an encoder uses (strides, batch normalization, a pool over signed numbers, dense
 * layer, loss), some steps of Adam, from the same seeds.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLoss } from '../loss/index.js';
import { createRandom } from '../random/index.js';
import { isHere } from '../testing/index.js';
import type { BackendName } from './backend-info.js';
import { selectBackend } from './select-backend.js';

const steps = 6;
const classes = 4;
const batch = 16;
const side = 12;

function encoder(): layers.LayersModel {
  let seed = 1;
  const kernelInitializer = () => layers.initializers.glorotUniform({ seed: seed++ });
  const { conv2d, batchNormalization, maxPooling2d, leakyReLU, dense, globalAveragePooling2d } =
    layers.layers;
  return layers.sequential({
    layers: [
      conv2d({
        inputShape: [side, side, 1],
        filters: 6,
        kernelSize: 3,
        padding: 'same',
        kernelInitializer: kernelInitializer(),
      }),
      batchNormalization(),
      maxPooling2d({ poolSize: 2 }),
      leakyReLU(),
      conv2d({
        filters: 8,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
        activation: 'relu',
        kernelInitializer: kernelInitializer(),
      }),
      globalAveragePooling2d({ dataFormat: 'channelsLast' }),
      dense({ units: 8, kernelInitializer: kernelInitializer() }),
    ],
  });
}

/** Pictures of each class: one random pattern, and noise. */
function pictures(): Float32Array[] {
  const random = createRandom(5);
  const patterns = Array.from({ length: classes }, () =>
    Float32Array.from({ length: side * side }, () => random.next()),
  );
  return Array.from({ length: steps }, () =>
    Float32Array.from({ length: batch * side * side }, (_, at) => {
      const pattern = patterns[Math.floor(at / (side * side)) % classes] as Float32Array;
      return (pattern[at % (side * side)] as number) + random.between(-0.4, 0.4);
    }),
  );
}

async function trainOn(backend: BackendName): Promise<{ losses: number[]; leaked: number }> {
  await selectBackend(backend);
  const before = tf.memory().numTensors;
  const model = encoder();
  const optimizer = tf.train.adam(3e-3);
  const lossOf = createLoss({
    config: { kind: 'shadow', margin: 0.5, normalize: true },
    mining: { kind: 'all' },
    classes,
    dimension: 8,
    random: createRandom(1),
  });
  const labels = tf.tensor1d(
    Array.from({ length: batch }, (_, at) => at % classes),
    'int32',
  );
  const losses = pictures().map((values) => {
    const input = tf.tensor4d(values, [batch, side, side, 1]);
    const loss = optimizer.minimize(() => {
      const embeddings = model.apply(input, { training: true }) as tf.Tensor2D; // [16, 8]
      return lossOf.compute(embeddings, labels).loss;
    }, true) as tf.Scalar;
    const [value] = loss.dataSync();
    tf.dispose([input, loss]);
    return value as number;
  });
  tf.dispose(labels);
  model.dispose();
  optimizer.dispose();
  return { losses, leaked: tf.memory().numTensors - before };
}

describe('training', () => {
  let cpu: Awaited<ReturnType<typeof trainOn>>;
  beforeAll(async () => {
    cpu = await trainOn('cpu');
  });

  it('lowers the loss', () => {
    expect(cpu.losses).toHaveLength(steps);
    expect(cpu.losses.at(-1)).toBeLessThan((cpu.losses[0] as number) * 0.9);
    expect(cpu.leaked).toBe(0);
  });

  it.for(['wasm', 'tensorflow'] as const)(
    'takes the same course on %s',
    async (backend, { skip }) => {
      skip(!isHere(backend), 'needs npm run native');
      const { losses, leaked } = await trainOn(backend);
      const apart = cpu.losses.map((loss, step) => Math.abs(loss - (losses[step] as number)));
      expect(Math.max(...apart)).toBeLessThan(1e-4);
      expect(leaked).toBe(0);
    },
  );
});
