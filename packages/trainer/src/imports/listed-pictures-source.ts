/** Pictures of this machine that a list names with their labels; other columns are metadata. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseLabelList } from '../datasets/label-list.js';
import { type ImportSource, type ItemContent, UnusableItem } from './import-source.js';

export interface ListedPicturesOptions {
  /** The file of the list. */
  readonly list: string;
  /** What its paths are relative to; its own folder when left out. */
  readonly pictures?: string | undefined;
  /** See `LabelListOptions`. */
  readonly column?: string | undefined;
}

export async function listedPicturesSource(options: ListedPicturesOptions): Promise<ImportSource> {
  const { list, column } = options;
  const folder = options.pictures ?? dirname(list);
  const listed = parseLabelList({ name: list, bytes: await readFile(list), column });
  return {
    name: list,
    total: listed.length,
    dimension: null,
    async *items() {
      for (const { path, label, others } of listed) {
        const file = resolve(folder, path.replaceAll('\\', '/'));
        yield {
          name: path,
          externalId: path,
          label,
          metadata: others,
          content: () => pictureFile(file),
        };
      }
    },
  };
}

/** @throws UnusableItem where it is not there or cannot be read. */
export async function pictureFile(file: string): Promise<ItemContent & { kind: 'picture' }> {
  try {
    return { kind: 'picture', bytes: await readFile(file) };
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new UnusableItem(isMissing ? `There is no file ${file}.` : (cause as Error).message, {
      cause,
    });
  }
}
