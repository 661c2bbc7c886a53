import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import { restoreIsNullOrUndefined } from './node-legacy.js';

/**
 * Both optional, tried in this order, and never both loaded: each brings its own copy of the native
 * library.
 */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** What tfjs-node's backend says about itself. */
interface NativeBackend extends tf.KernelBackend {
  readonly isUsingGpuDevice?: boolean;
  readonly binding?: { readonly TF_Version?: string };
}

/** The native TensorFlow library, where one of its packages is installed and loads. */
export async function startTensorflow(): Promise<BackendInfo> {
  const installed = packages.filter(isInstalled);
  const failures: unknown[] = [];
  for (const name of installed) {
    try {
      return await load(name);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new UmbraError(
    'backend_unavailable',
    installed.length === 0
      ? `The backend 'tensorflow' needs the package ${packages.join(' or ')}, and neither is ` +
          `installed: run "npm install @tensorflow/tfjs-node@${tf.version_core}", ` +
          "or choose 'wasm' or 'auto'."
      : `The backend 'tensorflow' does not load although ${installed.join(' and ')} is installed ` +
          `(${firstLine(failures[0])}): run "npm rebuild ${installed[0]}", ` +
          "or choose 'wasm' or 'auto'.",
    { cause: new AggregateError(failures) },
  );
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

async function load(name: string): Promise<BackendInfo> {
  restoreIsNullOrUndefined();
  await import(name); // registers the backend 'tensorflow'
  if (!(await tf.setBackend('tensorflow'))) {
    throw new Error(`${name} registers a backend that does not start`);
  }
  const { binding, isUsingGpuDevice } = tf.backend() as NativeBackend;
  const device = isUsingGpuDevice === true ? 'GPU' : 'CPU';
  const library = `native TensorFlow ${binding?.TF_Version ?? ''}`.trim();
  return {
    name: 'tensorflow',
    detail: `TensorFlow.js ${tf.version_core} on ${library} (${name}, ${device})`,
  };
}

function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n', 1);
  return line.replace(/[.\s]+$/, '');
}
