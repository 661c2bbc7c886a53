import { createHash } from 'node:crypto';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import type { InputSize } from '@umbra/core/image';
import type { TrainingImages } from '@umbra/core/training';
import { WorkPool } from '../concurrency/work-pool.js';
import type { LabelledPicture } from './label-pictures.js';
import type {
  PictureContent,
  PictureRead,
  PictureSource,
  SkippedPicture,
} from './picture-source.js';
import { toInputSize } from './to-input-size.js';

/**
 * Pictures in flight: enough to keep libvips's threads busy, and a bound on the memory of what is
 * not decoded yet.
 */
const inFlightMax = 8;

/** A typed array holds no more in every version of Node that Umbra runs on. */
const pixelBytesMax = 2 ** 32 - 1;

export interface DecodedPictures {
  readonly images: TrainingImages;
  /** Path of every picture, in the order of the images. */
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedPicture[];
}

export interface DecodeOptions {
  readonly source: PictureSource;
  readonly pictures: readonly LabelledPicture[];
  readonly size: InputSize;
  /** Leaves out pictures whose bytes came before. */
  readonly unique: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Progress of a decoding: pictures done, those that were skipped among them. */
export interface Decoding {
  readonly done: number;
  readonly total: number;
}

/**
 * Decodes pictures into one block of pixels, in their order. What cannot be decoded is named in
 * `skipped`.
 * @throws UmbraError `dataset_invalid` when the pixels would not fit in memory.
 */
export async function* decodePictures(
  options: DecodeOptions,
): AsyncGenerator<Decoding, DecodedPictures> {
  const { source, pictures, signal } = options;
  const total = pictures.length;
  const report = Math.max(1, Math.ceil(total / 100));
  const rows = new PixelRows(options);
  const pool = new WorkPool(inFlightMax);
  let done = 0;
  for await (const picture of source.read(new Set(rows.paths), signal)) {
    await pool.add(() => rows.take(picture));
    if (++done % report === 0 && done < total) {
      yield { done, total };
    }
  }
  await pool.finish();
  signal?.throwIfAborted();
  yield { done: total, total };
  return rows.finish();
}

class PixelRows {
  readonly paths: readonly string[];
  private readonly rowOf: ReadonlyMap<string, number>;
  private readonly imageLength: number;
  private readonly pixels: Uint8Array; // [N, H, W, C]
  private readonly filled: Uint8Array; // [N]
  private readonly contents = new Set<string>();
  private readonly skipped = new Map<string, string>();

  constructor(private readonly options: DecodeOptions) {
    const { pictures, size } = options;
    this.paths = pictures.map(({ path }) => path);
    this.rowOf = new Map(this.paths.map((path, row) => [path, row]));
    this.imageLength = size.width * size.height * size.channels;
    const bytes = this.imageLength * pictures.length;
    if (bytes > pixelBytesMax) {
      const gigabytes = Math.ceil(bytes / 2 ** 30);
      throw new UmbraError(
        'dataset_invalid',
        `${pictures.length} pictures of ${size.width} x ${size.height} need ${gigabytes} GB of memory, more than the 4 GB that can be used: choose a smaller size or fewer pictures.`,
      );
    }
    this.pixels = new Uint8Array(bytes);
    this.filled = new Uint8Array(pictures.length);
  }

  async take(picture: PictureRead): Promise<void> {
    if ('unreadable' in picture) {
      this.skipped.set(picture.path, picture.unreadable);
      return;
    }
    if (this.options.unique && !this.isNew(picture.content)) {
      this.skipped.set(picture.path, 'It repeats another picture byte for byte.');
      return;
    }
    try {
      const pixels = await toInputSize(picture.content, this.options.size);
      const row = this.rowOf.get(picture.path) ?? 0;
      this.pixels.set(pixels, row * this.imageLength);
      this.filled[row] = 1;
    } catch (error) {
      if (!isUmbraError(error)) {
        throw error;
      }
      this.skipped.set(picture.path, error.message);
    }
  }

  private isNew(content: PictureContent): boolean {
    const bytes = content.kind === 'file' ? content.bytes : content.pixels;
    const digest = createHash('sha256').update(bytes).digest('base64');
    const known = this.contents.has(digest);
    this.contents.add(digest);
    return !known;
  }

  /** Closes the gaps that skipped pictures have left. */
  finish(): DecodedPictures {
    const { pictures, size } = this.options;
    const kept: LabelledPicture[] = [];
    pictures.forEach((picture, row) => {
      if (this.filled[row] === 1) {
        const from = row * this.imageLength;
        this.pixels.copyWithin(kept.length * this.imageLength, from, from + this.imageLength);
        kept.push(picture);
      } else if (!this.skipped.has(picture.path)) {
        this.skipped.set(picture.path, 'It was there at first and then could not be found.');
      }
    });
    const classes = [...new Set(kept.map(({ label }) => label))].sort();
    const indexOf = new Map(classes.map((label, index) => [label, index]));
    return {
      images: {
        kind: 'pixels',
        pixels: this.pixels.subarray(0, kept.length * this.imageLength),
        labels: Int32Array.from(kept, ({ label }) => indexOf.get(label) ?? 0),
        classes,
        size,
      },
      paths: kept.map(({ path }) => path),
      skipped: [...this.skipped].map(([path, reason]) => ({ path, reason })),
    };
  }
}
