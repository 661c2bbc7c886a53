import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { isUmbraError } from '../errors/index.js';
import { isHere } from '../testing/index.js';
import { selectBackend } from './select-backend.js';

const require = createRequire(import.meta.url);

function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

const hasPackage = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'].some(isInstalled);
const hasTensorflow = hasPackage || isHere('tensorflow');

describe('selectBackend', () => {
  it('chooses the fastest backend there is, once, also for calls at the same time', async () => {
    const [first, second] = await Promise.all([selectBackend(), selectBackend('auto')]);
    expect(first).toBe(second);
    expect(first.name).toBe(hasTensorflow ? 'tensorflow' : 'wasm');
    expect(first.detail).toContain('4.22.0');
    expect(tf.getBackend()).toBe(first.name);
  });

  it('switches to a named backend and stays there', async () => {
    const cpu = await selectBackend('cpu');
    expect(cpu.name).toBe('cpu');
    expect(await selectBackend()).toBe(cpu);
    const wasm = await selectBackend('wasm');
    expect(wasm.detail).toContain('own gradient kernels');
    expect(tf.getBackend()).toBe('wasm');
    expect(await selectBackend('auto')).toBe(wasm);
  });

  it.skipIf(hasTensorflow)('says what to do where native TensorFlow is missing', async () => {
    await selectBackend('wasm');
    const error: unknown = await selectBackend('tensorflow').catch((reason: unknown) => reason);
    expect(isUmbraError(error) && error.code).toBe('backend_unavailable');
    expect(String(error)).toContain('npm run native');
    // What was selected before still computes.
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.tidy(() => tf.sum(tf.ones([3])).dataSync()[0])).toBe(3);
  });

  it('leaves no listener of the wasm module on the process', async () => {
    await selectBackend('wasm');
    const listeners = [
      ...process.listeners('uncaughtException'),
      ...process.listeners('unhandledRejection'),
    ].map(String);
    expect(listeners.filter((text) => /ExitStatus|throw reason/.test(text))).toEqual([]);
  });

  it('works in a worker thread', async () => {
    const worker = new Worker(workerSource, {
      eval: true,
      workerData: [
        pathToFileURL(require.resolve('@umbra/core/backend')).href,
        require.resolve('@tensorflow/tfjs-core'),
      ],
    });
    const [[message]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
    expect(message).toEqual({ name: 'wasm', gradient: [4, 4, 4, 4], listeners: 0 });
  });
});

/** The gradient of a convolution by its filter: the kernel that stock wasm lacks. */
const workerSource = `
  const { parentPort, workerData } = require('node:worker_threads');
  const [door, core] = workerData;
  import(door).then(async ({ selectBackend }) => {
    const { name } = await selectBackend('wasm');
    const tf = require(core);
    const image = tf.ones([1, 3, 3, 1]);
    const convolve = (filter) => tf.sum(tf.conv2d(image, filter, 1, 'valid'));
    const gradient = tf.grad(convolve)(tf.ones([2, 2, 1, 1]));
    const listeners =
      process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    parentPort.postMessage({ name, gradient: [...gradient.dataSync()], listeners });
  });
`;
