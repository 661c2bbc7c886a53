import { writeFile } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';
import { cocoSource } from '../imports/coco-source.js';
import { comprefaceSource } from '../imports/compreface-source.js';
import { galleryTarget } from '../imports/gallery-target.js';
import type { ImportSource } from '../imports/import-source.js';
import { listedPicturesSource } from '../imports/listed-pictures-source.js';
import { qdrantFileSource } from '../imports/qdrant-file-source.js';
import { qdrantSource } from '../imports/qdrant-source.js';
import { type ImportSummary, importIntoFile, importIntoGallery } from '../imports/run-import.js';
import { skippedList } from '../presentation/skipped-list.js';
import { type CommandContext, callerPath } from './command-context.js';

export interface ImportFlags {
  readonly gallery?: string;
  readonly out?: string;
  readonly onlyNew?: boolean;
  readonly refused?: string;
  readonly json?: boolean;
  readonly collection?: string;
  readonly vector?: string;
  readonly label?: string;
  readonly pictures?: string;
  readonly labelColumn?: string;
  readonly margin?: number;
  readonly minSide?: number;
}

interface ImportRequest {
  /** The importer's name. */
  readonly kind: string;
  /** What it reads: an address or a file. */
  readonly place: string;
  readonly flags: ImportFlags;
}

export async function importItems(request: ImportRequest, context: CommandContext): Promise<void> {
  const { flags } = request;
  if ((flags.gallery === undefined) === (flags.out === undefined)) {
    throw new UmbraError('config_invalid', 'Say where to: --gallery NAME or --out FILE.');
  }
  const source = await openImportSource(request, context);
  context.remark(source.remark ?? '');
  const { summary, target } = await transfer(source, flags, context);
  context.progress.clear();
  if (flags.refused !== undefined) {
    const lines = summary.refusals.map((refusal) => `${JSON.stringify(refusal)}\n`);
    await writeFile(callerPath(context, flags.refused), lines.join(''));
  }
  if (flags.json) {
    context.print(JSON.stringify({ source: source.name, ...target, ...summary }, null, 2));
    return;
  }
  const skipped = summary.refusals.map(({ name, message }) => ({ path: name, reason: message }));
  context.remark(skippedList(skipped));
  context.print(sentence(summary, target));
}

async function transfer(source: ImportSource, flags: ImportFlags, context: CommandContext) {
  const { signal, progress } = context;
  const onProgress = ({ read, known, refusals }: Readonly<ImportSummary>): void => {
    const total = Math.max(source.total ?? 0, read);
    const left = refusals.length === 0 ? '' : `, ${refusals.length} left out`;
    const note = `${read} of ${source.total ?? 'unknown'} read${left}${known > 0 ? `, ${known} known` : ''}`;
    progress.show({ done: read, total, note });
  };
  if (flags.out !== undefined) {
    const file = callerPath(context, flags.out);
    return {
      target: { file },
      summary: await importIntoFile(source, file, { signal, onProgress }),
    };
  }
  const gallery = flags.gallery ?? '';
  const options = { server: context.environment.server, gallery, signal };
  const opened = await galleryTarget(options, source);
  const { onlyNew = false } = flags;
  return {
    target: { gallery, isNew: opened.isNew },
    summary: await importIntoGallery(source, opened, { signal, onlyNew, onProgress }),
  };
}

function openImportSource(
  { kind, place, flags }: ImportRequest,
  context: CommandContext,
): Promise<ImportSource> {
  const { environment, signal } = context;
  const pictures = flags.pictures === undefined ? undefined : callerPath(context, flags.pictures);
  const points = { vector: flags.vector, labelField: flags.label };
  switch (kind) {
    case 'compreface':
      return comprefaceSource({ url: place, key: environment.sourceKeys.compreface }, signal);
    case 'qdrant': {
      if (!/^https?:\/\//.test(place)) {
        return qdrantFileSource(callerPath(context, place), points);
      }
      if (flags.collection === undefined) {
        throw new UmbraError('config_invalid', 'Say which collection: --collection NAME.');
      }
      const { collection } = flags;
      const key = environment.sourceKeys.qdrant;
      return qdrantSource({ url: place, collection, key, ...points }, signal);
    }
    case 'csv': {
      const list = callerPath(context, place);
      return listedPicturesSource({ list, pictures, column: flags.labelColumn });
    }
    default: {
      const { margin = 0, minSide = 1 } = flags;
      return cocoSource({ file: callerPath(context, place), pictures, margin, minSide });
    }
  }
}

function sentence(
  { added, replaced, unchanged, known }: ImportSummary,
  target: { readonly file: string } | { readonly gallery: string; readonly isNew: boolean },
): string {
  if ('file' in target) {
    return `${added} items written: ${target.file}`;
  }
  const old = [
    replaced > 0 ? `${replaced} replaced` : '',
    unchanged + known > 0 ? `${unchanged + known} there already` : '',
  ].filter((part) => part !== '');
  const rest = old.length === 0 ? '' : `, ${old.join(', ')}`;
  return `Gallery ${target.gallery}${target.isNew ? ' (new)' : ''}: ${added} added${rest}.`;
}
