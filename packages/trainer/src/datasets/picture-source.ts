import { archiveLimits } from '@umbra/core/archive';
import type { InputSize } from '@umbra/core/image';

/** A picture's name in its source. `label` is null where the path decides it. */
export interface ListedPicture {
  readonly path: string;
  readonly label: string | null;
}

export interface SkippedPicture {
  readonly path: string;
  readonly reason: string;
}

export interface SourceListing {
  readonly pictures: readonly ListedPicture[];
  readonly skipped: readonly SkippedPicture[];
}

/** An encoded picture file, or pixels that need no decoding: uint8 [H, W, C]. */
export type PictureContent =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'pixels'; readonly pixels: Uint8Array; readonly size: InputSize };

export type PictureRead =
  | { readonly path: string; readonly content: PictureContent }
  | { readonly path: string; readonly unreadable: string };

/**
 * Where labelled pictures come from: a folder, an archive, a binary file. It is listed before it is
 * read, so that labels and the number of pictures are known from the start; reading is a stream, in
 * the source's own order, and no source ever writes to the disk.
 */
export interface PictureSource {
  /** For people: "folder", "zip archive". */
  readonly format: string;
  readonly location: string;
  /** Changes when the source's content does; costs no reading of pictures. */
  fingerprint(): Promise<string>;
  list(signal?: AbortSignal): Promise<SourceListing>;
  read(wanted: ReadonlySet<string>, signal?: AbortSignal): AsyncGenerator<PictureRead>;
  /**
   * A file that lies beside the pictures, such as a list of their labels; null where there is none.
   * Absent where nothing can lie beside them.
   */
  readBeside?(path: string, signal?: AbortSignal): Promise<FileBeside | null>;
}

export interface FileBeside {
  /** Within the source. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Whether a file is what its user means: at the top, or in the one folder of the archive. */
export function isBeside(file: string, path: string): boolean {
  return file === path || file.split('/').slice(1).join('/') === path;
}

/** What a source may hold at most; an archive has limits of its own. */
export const sourceLimits = {
  entriesMax: archiveLimits.entriesMax,
  pictureBytesMax: archiveLimits.entryBytesMax,
} as const;

export function tooLarge(bytes: number): string {
  const megabytes = (count: number): string => `${Math.round(count / 2 ** 20)} MB`;
  return `It has ${megabytes(bytes)}; at most ${megabytes(sourceLimits.pictureBytesMax)} are read.`;
}
