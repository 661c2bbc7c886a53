/**
 * The memory claim of the paper, as far as it holds: beside the embeddings and their gradient
 * nothing that a loss holds grows with the dimension D, and what it holds grows linearly with the
 * batch S. Measured, forward and backward: pages of the wasm heap that were written to, kernels
 * included, and the typed arrays of JavaScript.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { peakBytes, selectBackend } from '../backend/index.js';
import { invariant } from '../errors/index.js';
import type { MiningConfig } from '../mining/index.js';
import { createRandom } from '../random/index.js';
import { createLoss } from './create-loss.js';
import type { LossConfig } from './loss-config.js';

setFlagsFromString('--expose-gc');
// Arrays are freed when garbage is collected, and not some time after.
setFlagsFromString('--no-concurrent-array-buffer-sweeping');
const collectGarbage = runInNewContext('gc') as () => void;

interface Size {
  readonly samples: number /* S */;
  readonly dimension: number /* D */;
  readonly blockRows?: number;
}

/** Bytes that a loss and its gradient take beyond the embeddings [S, D] and one gradient [S, D]. */
function bytesOfLoss(config: LossConfig, mining: MiningConfig, size: Size): number {
  const { samples, dimension, blockRows } = size;
  const random = createRandom(1);
  const classes = Math.ceil(samples / 4);
  const loss = createLoss({ config, mining, classes, dimension, random, blockRows });
  const embeddings = tf.randomNormal<tf.Rank.R2>([samples, dimension], 0, 1, 'float32', 7);
  const labels = tf.tensor1d(Int32Array.from({ length: samples }, (_, at) => at >> 2));
  tf.dispose([tf.add(embeddings, 0), tf.add(labels, 0)]); // both are on the heap from now on
  const differentiate = tf.valueAndGrad(
    (input: tf.Tensor) => loss.compute(input as tf.Tensor2D, labels as tf.Tensor1D).loss,
  );
  collectGarbage();
  const peak = peakBytes(() => {
    const { value, grad } = differentiate(embeddings);
    tf.dispose([value, grad]);
  }, 2 ** 23);
  tf.dispose([embeddings, labels]);
  loss.dispose();
  invariant(peak !== null, 'these losses need little');
  return peak.heap + peak.arrays - samples * dimension * 4;
}

const shadow = { kind: 'shadow', margin: 0.2, normalize: false } as const;
const triplet = { kind: 'triplet', margin: 0.2, distance: 'euclidean' } as const;
const cases: { config: LossConfig; mining: MiningConfig }[] = [
  ...(['all', 'semi-hard', 'hard', 'distance-weighted'] as const).map((kind) => ({
    config: { ...shadow, normalize: true },
    mining: { kind },
  })),
  { config: shadow, mining: { kind: 'semi-hard', by: 'cosine' } },
  { config: triplet, mining: { kind: 'semi-hard' } },
];

describe('the memory of a loss', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each(cases)('does not grow with the dimension: $config, $mining', ({ config, mining }) => {
    const samples = 768; // some blocks
    bytesOfLoss(config, mining, { samples: 32, dimension: 8 });
    const narrow = bytesOfLoss(config, mining, { samples, dimension: 64 });
    const wide = bytesOfLoss(config, mining, { samples, dimension: 512 });
    expect(narrow).toBeGreaterThan(0);
    expect(wide).toBeLessThan(1.1 * narrow);
  });

  it.each(cases)('grows linearly with the batch: $config, $mining', ({ config, mining }) => {
    bytesOfLoss(config, mining, { samples: 32, dimension: 8 });
    const few = bytesOfLoss(config, mining, { samples: 256, dimension: 16, blockRows: 16 });
    const many = bytesOfLoss(config, mining, { samples: 1024, dimension: 16, blockRows: 16 });
    // Four times as many samples, sixteen times the pairs.
    expect(many / few).toBeLessThan(4.4);
  });
});
