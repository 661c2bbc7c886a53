import { type ArchiveEntry, type ArchiveLimits, archiveLimits } from './archive-entry.js';
import { isPictureName } from './entry-path.js';
import { tarEntries } from './tar-entries.js';
import { zipEntries } from './zip-entries.js';

export const archiveKinds = ['zip', 'tar', 'tar.gz'] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

export interface Archive {
  /** A file on the disk. */
  readonly path: string;
  readonly kind: ArchiveKind;
  /** What errors call it; its path if left out. */
  readonly name?: string | undefined;
  readonly limits?: ArchiveLimits | undefined;
  /** Which files by their paths; pictures if left out. */
  readonly isWanted?: ((path: string) => boolean) | undefined;
}

/**
 * The pictures (or `isWanted`) of an archive, one after the other: one is in memory at a time, and
 * nothing is written to the disk. Paths that lead out of the archive, links, devices and pictures
 * that are too large are named and not read.
 *
 * @throws UmbraError `dataset_invalid` for an archive that is damaged, or over a limit
 */
export function readArchive(
  { path, kind, name = path, limits = archiveLimits, isWanted = isPictureName }: Archive,
  signal?: AbortSignal,
): AsyncGenerator<ArchiveEntry> {
  const place = { path, name, limits, isWanted };
  return kind === 'zip'
    ? zipEntries(place, signal)
    : tarEntries({ ...place, gzip: kind === 'tar.gz' }, signal);
}

/** The kind of an archive by its first 512 bytes; null when they are of none. */
export function archiveKind(start: Uint8Array): ArchiveKind | null {
  const mark = (from: number, to: number) =>
    String.fromCharCode(...start.subarray(from, Math.min(to, start.length)));
  if (mark(0, 2) === 'PK') {
    return 'zip';
  }
  if (start[0] === 0x1f && start[1] === 0x8b) {
    return 'tar.gz';
  }
  return mark(257, 262) === 'ustar' ? 'tar' : null;
}
