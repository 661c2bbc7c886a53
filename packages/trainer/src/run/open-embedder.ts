import { stat } from 'node:fs/promises';
import type { LoadBackboneOptions } from '@umbra/core/backbone';
import { type BackendInfo, type BackendRequest, selectBackend } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import {
  baselinePixelsEmbedder,
  baselinePixelsId,
  type Embedder,
  type FeatureExtractor,
  loadEmbedder,
} from '@umbra/core/model';
import { findBackbone } from '../backbones/find-backbone.js';
import { openFeatureSource } from '../features/feature-source.js';

export interface OpenedEmbedder {
  readonly embedder: Embedder;
  /** The baseline embeds without one, but its vectors are compared with it. */
  readonly backend: BackendInfo;
}

export interface OpenEmbedderOptions {
  readonly backend: BackendRequest;
  /** The folder of backbones. */
  readonly backbones: string;
  /** Where features are kept between runs; nowhere when left out. */
  readonly cacheDirectory?: string | undefined;
  /** Cuts the shadows to so many numbers; whole when left out. */
  readonly dimension?: number | undefined;
}

/**
 * The embedder of a model directory, or of `baseline-pixels`.
 * @throws UmbraError `not_found`, `model_corrupt`, `backbone_missing`, `backend_unavailable`;
 * `config_invalid` for a `dimension` that the shadow cannot be cut to.
 */
export async function openEmbedder(
  model: string,
  options: OpenEmbedderOptions,
): Promise<OpenedEmbedder> {
  const { backend, backbones, dimension } = options;
  if (model === baselinePixelsId) {
    if (dimension !== undefined) {
      throw new UmbraError('config_invalid', `The vectors of ${model} cannot be cut.`);
    }
    return { embedder: baselinePixelsEmbedder(), backend: await selectBackend(backend) };
  }
  const there = await stat(model).catch(() => null);
  if (!there?.isDirectory()) {
    throw modelNotThere(model, `, or ${baselinePixelsId}`);
  }
  const selected = await selectBackend(backend);
  const embedder = await loadEmbedder(model, {
    backbones,
    dimension,
    openBackbone: (opened) => cachedFeatures(opened, { ...options, backend: selected.name }),
  });
  return { embedder, backend: selected };
}

export function modelNotThere(model: string, orElse = ''): UmbraError {
  return new UmbraError(
    'not_found',
    `There is no model ${model}: name the folder that umbra train wrote${orElse}.`,
  );
}

/** Features by threads and from the cache, as a training computes them. */
async function cachedFeatures(
  { directory, reference, input }: LoadBackboneOptions,
  { backend, cacheDirectory }: OpenEmbedderOptions,
): Promise<FeatureExtractor> {
  await findBackbone(directory, reference.sha256);
  const places = { backbones: directory, cacheDirectory };
  const source = await openFeatureSource({ ...places, reference, input, backend });
  return {
    features: async (pixels, count) => {
      const computing = source.compute(pixels, count);
      let step = await computing.next();
      while (!step.done) {
        step = await computing.next();
      }
      return step.value;
    },
    dispose: () => void source.close(),
  };
}
