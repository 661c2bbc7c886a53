import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { checkGradients } from './check-gradients.js';
import { replaceKernel } from './replace-kernel.js';
import { selectBackend } from './select-backend.js';

describe('checkGradients', () => {
  let mend = () => {};
  afterEach(() => mend());

  it('passes what computes rightly, and leaves it selected', async () => {
    await selectBackend('cpu');
    const { cases, worst } = await checkGradients('wasm');
    expect(cases).toBeGreaterThan(15);
    expect(worst).toBeLessThan(1e-5);
    expect(worst).toBeGreaterThan(0);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('names what is wrong', async () => {
    await selectBackend('wasm');
    const [backendName, kernelName] = ['wasm', tf.Relu6] as const;
    const stock = tf.getKernel(kernelName, backendName);
    mend = () => {
      tf.unregisterKernel(kernelName, backendName);
      tf.registerKernel(stock);
    };
    replaceKernel<tf.KernelBackend, { x: tf.Tensor }, unknown>({
      backendName,
      kernelName,
      run: ({ inputs }) => tf.mul(inputs.x, 1.001),
    });
    await expect(checkGradients('wasm')).rejects.toMatchObject({
      code: 'backend_unavailable',
      message: expect.stringContaining('(relu6)'),
    });
  });
});
