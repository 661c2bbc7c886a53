import { imageLimits } from '../image/index.js';

/** A picture in an archive. */
export interface ArchiveEntry {
  /** Inside the archive, with `/` between its parts; as it stands there where it is refused. */
  readonly path: string;
  /** Why it is not read, in a sentence; null for a picture that is. */
  readonly refusal: string | null;
  /** Bytes when unpacked, as the archive claims; no more are ever read. */
  readonly size: number;
  /**
   * Unpacks it into memory, once, and before the next entry is asked for.
   * @throws Error when it cannot be unpacked; the entries after it may be fine
   */
  read(): Promise<Uint8Array>;
}

/** What an archive may hold at most, against those that are made to fill memory, disk or time. */
export interface ArchiveLimits {
  readonly entriesMax: number;
  readonly entryBytesMax: number;
  /** Of everything that it unpacks to. */
  readonly unpackedBytesMax: number;
  /** How many times its own size it may unpack to; pictures hardly pack at all. */
  readonly ratioMax: number;
  /** What unpacks to less is harmless, whatever its ratio. */
  readonly ratioFromBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  entriesMax: 2_000_000,
  entryBytesMax: imageLimits.bytesMax,
  unpackedBytesMax: 256 * 2 ** 30,
  ratioMax: 200,
  ratioFromBytes: 256 * 2 ** 20,
};
