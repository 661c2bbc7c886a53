/** Moves the items of a source into a gallery, or into a file for one. */
import { stageFile } from '../files/stage-file.js';
import type { GalleryTarget } from './gallery-target.js';
import { importParts } from './import-lines.js';
import type { ImportedItem, ImportSource, Refusal } from './import-source.js';

export interface ImportSummary {
  /** Of the source, those that were passed over included. */
  read: number;
  /** Passed over: the gallery has them. */
  known: number;
  added: number;
  replaced: number;
  unchanged: number;
  refusals: Refusal[];
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (summary: Readonly<ImportSummary>) => void;
}

export interface GalleryRun extends RunOptions {
  /** Leaves out what the gallery has by its external id, without reading it. */
  readonly onlyNew: boolean;
}

/** The next part is read while the server files the one before. */
export async function importIntoGallery(
  source: ImportSource,
  target: GalleryTarget,
  { signal, onlyNew, onProgress }: GalleryRun,
): Promise<ImportSummary> {
  const summary = emptySummary();
  const known = onlyNew ? await target.externalIds() : new Set<string>();
  let sending: Promise<void> = Promise.resolve();
  for await (const part of importParts(unknownOf(source.items(signal), known, summary))) {
    await sending;
    summary.refusals.push(...part.refusals);
    sending = part.lines.length === 0 ? Promise.resolve() : send(part);
    // Awaited above or below; until then a failure is no unhandled one.
    sending.catch(() => {});
  }
  await sending;
  return summary;

  async function send(part: Parameters<GalleryTarget['send']>[0]): Promise<void> {
    const { added, replaced, unchanged, refusals } = await target.send(part);
    summary.added += added;
    summary.replaced += replaced;
    summary.unchanged += unchanged;
    summary.refusals.push(...refusals);
    onProgress(summary);
  }
}

export async function importIntoFile(
  source: ImportSource,
  path: string,
  { signal, onProgress }: RunOptions,
): Promise<ImportSummary> {
  const summary = emptySummary();
  const file = await stageFile(path);
  try {
    for await (const part of importParts(unknownOf(source.items(signal), new Set(), summary))) {
      signal.throwIfAborted();
      if (part.lines.length > 0) {
        await file.write(`${part.lines.join('\n')}\n`);
      }
      summary.added += part.lines.length;
      summary.refusals.push(...part.refusals);
      onProgress(summary);
    }
    await file.publish();
    return summary;
  } finally {
    await file.discard();
  }
}

async function* unknownOf(
  items: AsyncIterable<ImportedItem>,
  known: ReadonlySet<string>,
  summary: ImportSummary,
): AsyncGenerator<ImportedItem> {
  for await (const item of items) {
    summary.read += 1;
    if (known.has(item.externalId)) {
      summary.known += 1;
    } else {
      yield item;
    }
  }
}

function emptySummary(): ImportSummary {
  return { read: 0, known: 0, added: 0, replaced: 0, unchanged: 0, refusals: [] };
}
