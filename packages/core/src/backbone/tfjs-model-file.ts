/**
 * `model.json` of TensorFlow.js, in both of its formats: which weight files it needs and how long
 * they have to be. It comes from anywhere, so nothing in it is believed before it was looked at.
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { UmbraError } from '../errors/index.js';
import type { BackboneFormat } from './backbone-card.js';
import type { ModelFiles } from './image-network.js';

const weightSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().min(0)),
  dtype: z.string(),
  quantization: z.looseObject({ dtype: z.string() }).optional(),
});

const modelSchema = z.looseObject({
  format: z.string().optional(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(
    z.looseObject({ paths: z.array(z.string().min(1)), weights: z.array(weightSchema) }),
  ),
});

type WeightGroup = z.infer<typeof modelSchema>['weightsManifest'][number];

const bytesByType: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  complex64: 8,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

export interface TfjsModelFile {
  readonly format: Extract<BackboneFormat, `tfjs-${string}`>;
  /** Names of the weight files, relative to model.json. */
  readonly weightFiles: readonly string[];
  /** What TensorFlow.js loads, with the weight files of `files` put together. */
  artifacts(files: ModelFiles): Promise<tf.io.ModelArtifacts>;
}

/** Null for what is not JSON at all. @throws UmbraError `model_unsupported` for other JSON. */
export function readTfjsModelFile(bytes: Uint8Array): TfjsModelFile | null {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  const parsed = modelSchema.safeParse(value);
  const format = parsed.success ? formatOf(parsed.data) : null;
  if (!parsed.success || format === null) {
    throw new UmbraError(
      'model_unsupported',
      'The JSON file is not a TensorFlow.js model: it must have modelTopology and weightsManifest.',
    );
  }
  const { weightsManifest } = parsed.data;
  return {
    format,
    weightFiles: weightsManifest.flatMap(({ paths }) => paths.map(checkedName)),
    artifacts: (files) => {
      const weights = weightsManifest.map((group) => joinGroup(group, files));
      const specs = weightsManifest.flatMap(
        (group) => group.weights,
      ) as tf.io.WeightsManifestEntry[];
      return tf.io.getModelArtifactsForJSON(value as tf.io.ModelJSON, async () => [
        specs,
        tf.io.CompositeArrayBuffer.join(weights.map(({ buffer }) => buffer)),
      ]);
    },
  };
}

function formatOf(model: z.infer<typeof modelSchema>): TfjsModelFile['format'] | null {
  const { modelTopology: topology, format } = model;
  if (format === 'graph-model' || 'node' in topology) {
    return 'tfjs-graph';
  }
  const isLayers =
    format === 'layers-model' || 'model_config' in topology || 'class_name' in topology;
  return isLayers ? 'tfjs-layers' : null;
}

/** A weight file lies beside or below model.json, and nowhere else. */
function checkedName(name: string): string {
  const inside = !/^[\\/]|^[A-Za-z][A-Za-z0-9+.-]*:|[\\\0]/.test(name);
  if (!inside || name.split('/').some((part) => part === '..' || part === '')) {
    throw new UmbraError(
      'model_unsupported',
      `model.json names the weight file ${JSON.stringify(name)}, which does not lie beside it.`,
    );
  }
  return name;
}

function joinGroup({ paths, weights }: WeightGroup, files: ModelFiles): Uint8Array<ArrayBuffer> {
  const parts = paths.map((path) => files.get(path) ?? new Uint8Array());
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  const needed = weights.reduce((sum, weight) => sum + bytesOf(weight), 0);
  if (bytes !== needed) {
    throw new UmbraError(
      'model_unsupported',
      `${paths.join(', ')} ${paths.length === 1 ? 'has' : 'have'} ${bytes} bytes, but model.json ` +
        `needs ${needed}: the file is incomplete or of another model.`,
    );
  }
  const joined = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function bytesOf({ name, shape, dtype, quantization }: WeightGroup['weights'][number]): number {
  const type = quantization?.dtype ?? dtype;
  const bytes = bytesByType[type];
  if (bytes === undefined) {
    throw new UmbraError(
      'model_unsupported',
      `The weight ${name} of the model is of ${type}: Umbra reads weights of numbers.`,
    );
  }
  return bytes * shape.reduce((product, length) => product * length, 1);
}
