import { stat } from 'node:fs/promises';
import { type BackendInfo, type BackendRequest, selectBackend } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import {
  baselinePixelsEmbedder,
  baselinePixelsId,
  type Embedder,
  loadEmbedder,
} from '@umbra/core/model';

export interface OpenedEmbedder {
  readonly embedder: Embedder;
  /** The baseline embeds without one, but its vectors are compared with it. */
  readonly backend: BackendInfo;
}

export interface OpenEmbedderOptions {
  readonly backend: BackendRequest;
  /** The folder of backbones. */
  readonly backbones: string;
}

/**
 * The embedder of a model directory, or of `baseline-pixels`.
 * @throws UmbraError `not_found`, `model_corrupt`, `backbone_missing`, `backend_unavailable`.
 */
export async function openEmbedder(
  model: string,
  { backend, backbones }: OpenEmbedderOptions,
): Promise<OpenedEmbedder> {
  if (model === baselinePixelsId) {
    return { embedder: baselinePixelsEmbedder(), backend: await selectBackend(backend) };
  }
  const there = await stat(model).catch(() => null);
  if (!there?.isDirectory()) {
    throw new UmbraError(
      'not_found',
      `There is no model ${model}: name the folder that umbra train wrote, or ${baselinePixelsId}.`,
    );
  }
  const selected = await selectBackend(backend);
  return { embedder: await loadEmbedder(model, { backbones }), backend: selected };
}
