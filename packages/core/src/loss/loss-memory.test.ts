/**
 * The memory claim of the paper, as far as it holds: beside the embeddings and their gradient
 * nothing that the loss keeps grows with the dimension D. Counted on the wasm heap, forward and
 * backward, so that the temporaries inside a kernel are seen too. (`tf.profile` would count the
 * embeddings saved for the gradient as a second buffer, which they share.) One temporary is as
 * large as the gradient, the transposed operand of E E^T, and it is gone before the gradient is
 * made: the peak is one [S, D] and a rest that is the same for every D. The typed arrays of the
 * hinge are [S, S] and [S] by their declarations.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/index.js';
import type { LossConfig } from './loss-config.js';
import { lossFor } from './testing/evaluate-loss.js';

const samples = 48;
const gramBytes = samples * samples * 4;

/** Largest number of live bytes on the wasm heap while `action` runs, above those at its start. */
function peakHeapBytes(action: () => void): number {
  const backend = tf.backend() as BackendWasm;
  const { move, disposeData } = backend;
  const live = new Map<object, number>();
  let bytes = 0;
  let peak = 0;
  backend.move = (dataId, values, shape, dtype, refCount) => {
    const size = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
    live.set(dataId, size);
    bytes += size;
    peak = Math.max(peak, bytes);
    move.call(backend, dataId, values, shape, dtype, refCount);
  };
  backend.disposeData = (dataId, force) => {
    const released = disposeData.call(backend, dataId, force);
    if (released) {
      bytes -= live.get(dataId) ?? 0;
      live.delete(dataId);
    }
    return released;
  };
  try {
    action();
  } finally {
    Object.assign(backend, { move, disposeData });
  }
  return peak;
}

/** Peak bytes of a forward and backward pass beyond the embeddings and one [S, D]. */
function peakBytesBeyondGradient(config: LossConfig, dimension: number): number {
  const lossOf = lossFor(config, { dimension });
  const embeddings = tf.randomNormal<tf.Rank.R2>([samples, dimension], 0, 1, 'float32', 7);
  const labels = tf.tensor1d(
    Array.from({ length: samples }, (_, sample) => sample % 6),
    'int32',
  );
  const differentiate = tf.valueAndGrad(
    (input: tf.Tensor) => lossOf.compute(input as tf.Tensor2D, labels).loss,
  );
  const peak = peakHeapBytes(() => {
    const { value, grad } = differentiate(embeddings);
    tf.dispose([value, grad]);
  });
  tf.dispose([embeddings, labels]);
  return peak - samples * dimension * 4;
}

describe('the memory of a loss', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each<LossConfig>([
    { kind: 'shadow', margin: 0.2, normalize: true },
    { kind: 'shadow', margin: 0.2, normalize: false },
    { kind: 'triplet', margin: 0.2, distance: 'euclidean' },
    { kind: 'triplet', margin: 0.2, distance: 'cosine' },
  ])('does not grow with the dimension: %o', (config) => {
    const narrow = peakBytesBeyondGradient(config, 64);
    const wide = peakBytesBeyondGradient(config, 1024);
    expect(wide).toBe(narrow);
    expect(wide).toBeGreaterThan(0);
    // One Gram matrix (or the weights that take its place in the backward pass), and scalars.
    expect(wide).toBeLessThan(gramBytes + 64);
  });
});
