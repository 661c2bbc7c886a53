/**
 * Whether production will answer as the search did: the model is saved as an artifact, loaded again
 * as a server loads it, and asked for the vectors of the same pictures.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BackboneReference } from '@umbra/core/backbone';
import type { BackendInfo } from '@umbra/core/backend';
import { loadEmbedder, saveModel } from '@umbra/core/model';
import type { TrainedModel } from '@umbra/core/training';

export interface InferenceCheck {
  readonly pictures: number;
  /** The largest difference between two numbers of a vector of length 1. */
  readonly difference: number;
}

export interface InferenceCheckOptions {
  readonly model: TrainedModel;
  /** What the model stands on, if anything. */
  readonly backbone: BackboneReference | undefined;
  /** The folder of backbones. */
  readonly backbones: string;
  readonly backend: BackendInfo;
  readonly createdAt: string;
  readonly pixels: Uint8Array; // [n, H, W, C]
  /** What the model answered when it was evaluated. */
  readonly shadows: Float32Array; // [n, d]
}

/** Single-precision sums in another order differ by less. */
export const inferenceTolerance = 1e-4;

export async function checkInference(options: InferenceCheckOptions): Promise<InferenceCheck> {
  const { model, backbone, backbones, backend, createdAt, pixels, shadows } = options;
  const directory = await mkdtemp(join(tmpdir(), 'umbra-check-'));
  try {
    const place = join(directory, 'model');
    const card = { name: 'check', createdAt, backend, backbone };
    await saveModel({ directory: place, model, card });
    const embedder = await loadEmbedder(place, { backbones });
    const pictures = shadows.length / embedder.shadowDimension;
    const loaded = (await embedder.embed(pixels, pictures)).shadows;
    embedder.dispose();
    return { pictures, difference: largestDifference(loaded, shadows) };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function largestDifference(first: Float32Array, second: Float32Array): number {
  return first.reduce(
    (largest, value, at) => Math.max(largest, Math.abs(value - (second[at] as number))),
    0,
  );
}
