import type { InputScaling, Pooling } from '@umbra/core/backbone';
import { type BackendRequest, selectBackend } from '@umbra/core/backend';
import { addBackbone } from '../backbones/add-backbone.js';
import { localModel, type ModelLocation } from '../backbones/model-file.js';
import { remoteModel } from '../backbones/remote-model.js';
import { backbonesOf, type CommandContext, callerPath } from './command-context.js';
import { backendOf } from './options.js';

export interface BackboneAddFlags {
  readonly name?: string;
  readonly sha256?: string;
  readonly size?: number;
  readonly scale?: InputScaling;
  readonly pooling: Pooling;
  readonly output?: string;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

export async function backboneAdd(
  { source, flags }: { readonly source: string; readonly flags: BackboneAddFlags },
  context: CommandContext,
): Promise<void> {
  const location = await locate(source, context);
  await selectBackend(backendOf(context, flags.backend));
  const { card, isNew } = await addBackbone({
    location,
    directory: backbonesOf(context),
    name: flags.name,
    sha256: flags.sha256,
    size: flags.size,
    use: { scaling: flags.scale, pooling: flags.pooling, output: flags.output ?? null },
    addedAt: new Date().toISOString(),
  });
  context.progress.clear();
  if (flags.json) {
    context.print(JSON.stringify({ ...card, isNew }, null, 2));
    return;
  }
  const { width, height } = card.input;
  context.print(`${isNew ? 'Added' : 'Already there:'} ${card.name} (${card.format})`);
  context.print(
    `Pictures of ${width} x ${height} scaled to ${card.scaling} give ${card.featureWidth} features.`,
  );
  context.print(`SHA-256: ${card.sha256}`);
}

async function locate(source: string, context: CommandContext): Promise<ModelLocation> {
  if (!/^https?:\/\//i.test(source)) {
    return localModel(callerPath(context, source));
  }
  const { progress, signal } = context;
  return remoteModel({
    url: source,
    directory: backbonesOf(context),
    signal,
    onProgress: (file, done, total) => {
      const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
      const of = total === null ? '' : ` of ${megabytes(total)}`;
      progress.show({
        done,
        total: total ?? done + 1,
        note: `${file}: ${megabytes(done)}${of} MB`,
      });
    },
  });
}
