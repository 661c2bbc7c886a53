import type { UmbraError } from '@umbra/core/errors';
import type { NewItem } from '../items/item-filing.js';

export const importKinds = ['zip', 'tar', 'tar.gz', 'ndjson'] as const;
export type ImportKind = (typeof importKinds)[number];

/** One picture or one line of what is imported. */
export interface ImportEntry {
  /** Counts up from 1, refused ones included, the same at every reading of the file. */
  readonly position: number;
  /** What people call it: a path, or the number of a line. */
  readonly name: string;
  /** An error: why it is refused. */
  readonly item: NewItem | UmbraError;
  /** How much memory it takes. */
  readonly bytes: number;
}

/** A received file that is read from its beginning to its end, one entry in memory at a time. */
export interface ImportSource {
  /**
   * Looks through all of it before anything is filed, and answers how many entries there are.
   *
   * @throws UmbraError `dataset_invalid` for one that is damaged or over a limit
   */
  survey(signal: AbortSignal): Promise<number>;
  /** The entries after a position. Only after the survey. */
  read(after: number, signal: AbortSignal): AsyncGenerator<ImportEntry>;
}
