import type { BackendRequest } from '@umbra/core/backend';
import { baselinePixelsId } from '@umbra/core/model';
import { type OpenedEmbedder, openEmbedder } from '../run/open-embedder.js';
import { backbonesOf, type CommandContext, callerPath } from './command-context.js';
import { backendOf, cacheOf, type DataFlags } from './options.js';

export interface ModelFlags extends Pick<DataFlags, 'cache'> {
  readonly backend?: BackendRequest;
  /** Cuts the shadows to so many numbers. */
  readonly dimension?: number;
}

/** MODEL of a command: a folder, or the name of the model that needs no training. */
export function openModel(
  context: CommandContext,
  model: string,
  { backend, cache, dimension }: ModelFlags,
): Promise<OpenedEmbedder> {
  return openEmbedder(model === baselinePixelsId ? model : callerPath(context, model), {
    backend: backendOf(context, backend),
    backbones: backbonesOf(context),
    cacheDirectory: cacheOf(context, cache),
    dimension,
  });
}
