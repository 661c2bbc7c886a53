import { UmbraError } from '../errors/index.js';
import type { ArchiveLimits } from './archive-entry.js';

export function tooManyEntries(location: string, { entriesMax }: ArchiveLimits): UmbraError {
  return new UmbraError(
    'dataset_invalid',
    `${location} holds more than ${entriesMax} files: split it into several archives.`,
  );
}

/** Whether something of `packed` bytes may unpack to `unpacked`. @throws UmbraError */
export function checkUnpacked(
  sizes: { readonly packed: number; readonly unpacked: number },
  location: string,
  { unpackedBytesMax, ratioMax, ratioFromBytes }: ArchiveLimits,
): void {
  const { packed, unpacked } = sizes;
  if (unpacked > unpackedBytesMax) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} unpacks to more than ${unpackedBytesMax} bytes: split it into several archives.`,
    );
  }
  if (unpacked > ratioFromBytes && unpacked > ratioMax * packed) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} unpacks to more than ${ratioMax} times its size, as no archive of pictures does: pack it again.`,
    );
  }
}

export function tooLarge(bytes: number, { entryBytesMax }: ArchiveLimits): string {
  const megabytes = (count: number): string => `${Math.round(count / 2 ** 20)} MB`;
  return `It has ${megabytes(bytes)}; at most ${megabytes(entryBytesMax)} are read.`;
}

/**
 * Errors of the archive as the user's; cancellations and errors that are already clear pass
 * through.
 */
export function asArchiveError(
  cause: unknown,
  { location, signal }: { readonly location: string; readonly signal?: AbortSignal | undefined },
): unknown {
  if (signal?.aborted || cause instanceof UmbraError) {
    return cause;
  }
  const what = cause instanceof Error ? cause.message : String(cause);
  return new UmbraError(
    'dataset_invalid',
    `${location} cannot be unpacked (${what}): the archive is damaged or incomplete.`,
    { cause },
  );
}
