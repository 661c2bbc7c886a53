import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { isUmbraError } from '../../errors/index.js';
import { selectBackend } from '../select-backend.js';

/** Takes wasm memory without touching it, so that the test costs address space only. */
function allocate(bytes: number): tf.TensorInfo {
  return (tf.backend() as BackendWasm).makeOutput([bytes / 4], 'float32');
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return isUmbraError(error) ? error.code : String(error);
  }
}

describe('the wasm heap', () => {
  beforeAll(() => selectBackend('wasm'));

  it('refuses a tensor beyond 4 GB, whose size would wrap around to a small one', () => {
    expect(codeOf(() => allocate(2 ** 32 + 64))).toBe('unavailable');
    expect(codeOf(() => allocate(2 ** 34))).toBe('unavailable');
  });

  it('refuses what does not fit any more, and computes on once memory is free again', () => {
    const taken: tf.TensorInfo[] = [];
    const fill = () => {
      while (taken.length < 64) {
        taken.push(allocate(2 ** 28));
      }
    };
    expect(codeOf(fill)).toBe('unavailable');
    expect(taken.length).toBeGreaterThan(10);
    expect(taken.length).toBeLessThan(16);
    for (const { dataId } of taken) {
      tf.backend().disposeData(dataId);
    }
    expect(tf.tidy(() => tf.sum(tf.fill([1000], 2)).dataSync()[0])).toBe(2000);
  });
});
