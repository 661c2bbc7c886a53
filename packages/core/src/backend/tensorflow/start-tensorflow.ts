/**
 * The native TensorFlow library. `@tensorflow/tfjs-node-gpu` and `@tensorflow/tfjs-node` are the
 * first choice, where their install found the TensorFlow that they download; else a native build
 * (see `native-build.ts`). Never two of them: each brings its own copy of the library.
 */
import { createRequire } from 'node:module';
import * as tf from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import type { BackendInfo } from '../backend-info.js';
import { hasNativeBuild, loadNativeBuild } from './load-native-build.js';
import { nativeBuildPlace } from './native-build.js';
import { restoreLegacyUtilities } from './node-legacy.js';
import { registerTensorflowKernels } from './register-kernels.js';

const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** What tfjs-node's backend says about itself. */
interface NativeBackend extends tf.KernelBackend {
  readonly isUsingGpuDevice?: boolean;
  readonly binding?: { readonly TF_Version?: string };
}

interface Candidate {
  readonly name: string;
  /** How its user mends it. */
  readonly remedy: string;
  /** Registers the backend; returns what it is, for people to read. */
  register(): Promise<string>;
}

export async function startTensorflow(): Promise<BackendInfo> {
  restoreLegacyUtilities();
  const candidates = [...installedPackages(), ...nativeBuild()];
  const failures: unknown[] = [];
  for (const candidate of candidates) {
    try {
      return await start(candidate);
    } catch (error) {
      failures.push(error);
    }
  }
  const [first] = candidates;
  throw new UmbraError(
    'backend_unavailable',
    first === undefined
      ? "The backend 'tensorflow' needs TensorFlow's library, and there is none: " +
          `build it by "npm run native", or choose 'wasm' or 'auto'.`
      : `The backend 'tensorflow' does not load although ${first.name} is there ` +
          `(${firstLine(failures[0])}): ${first.remedy}, or choose 'wasm' or 'auto'.`,
    { cause: new AggregateError(failures) },
  );
}

function installedPackages(): Candidate[] {
  return packages.filter(isInstalled).map((name) => ({
    name,
    remedy: `run "npm rebuild ${name}"`,
    register: async () => {
      await import(name);
      return name;
    },
  }));
}

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function nativeBuild(): Candidate[] {
  const directory = nativeBuildPlace();
  if (directory === null || !hasNativeBuild(directory)) {
    return [];
  }
  const register = async (): Promise<string> => {
    const { gradients } = loadNativeBuild(directory);
    return `native build${gradients === null ? '' : `, ${gradients.cases} gradients checked`}`;
  };
  return [{ name: `a native build in ${directory}`, remedy: 'run "npm run native"', register }];
}

async function start({ register }: Candidate): Promise<BackendInfo> {
  const origin = await register();
  if (!(await tf.setBackend('tensorflow'))) {
    throw new Error('its backend does not start');
  }
  registerTensorflowKernels();
  const { binding, isUsingGpuDevice } = tf.backend() as NativeBackend;
  const device = isUsingGpuDevice === true ? 'GPU' : 'CPU';
  const library = `native TensorFlow ${binding?.TF_Version ?? ''}`.trim();
  return {
    name: 'tensorflow',
    detail: `TensorFlow.js ${tf.version_core} on ${library}, ${device} (${origin})`,
  };
}

function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n', 1);
  return line.replace(/[.\s]+$/, '');
}
