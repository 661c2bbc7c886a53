import { createHash } from 'node:crypto';
import { isUmbraError } from '@umbra/core/errors';
import { type ImageMeasure, measureImage } from '@umbra/core/image';
import sharp from 'sharp';
import { WorkPool } from '../concurrency/work-pool.js';
import type { LabelledPicture } from '../datasets/label-pictures.js';
import type { PictureContent, PictureSource, SkippedPicture } from '../datasets/picture-source.js';

/** Keeps libvips's threads busy, and bounds the memory of what is not decoded yet. */
const inFlightMax = 8;

export interface MeasuredPicture extends LabelledPicture {
  /** Of the file's bytes, or of the pixels where there is no file. */
  readonly sha256: string;
  readonly measure: ImageMeasure;
}

export interface MeasuredPictures {
  /** In the order of the listing. */
  readonly pictures: readonly MeasuredPicture[];
  readonly damaged: readonly SkippedPicture[];
}

interface MeasureOptions {
  readonly source: PictureSource;
  readonly pictures: readonly LabelledPicture[];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads every picture once. What cannot be read or decoded is named in `damaged`. */
export async function measurePictures(options: MeasureOptions): Promise<MeasuredPictures> {
  const { source, pictures, signal, onProgress } = options;
  const rowOf = new Map(pictures.map(({ path }, row) => [path, row]));
  const measured = new Map<number, MeasuredPicture>();
  const damaged = new Map<string, string>();
  const pool = new WorkPool(inFlightMax);
  let done = 0;
  for await (const read of source.read(new Set(rowOf.keys()), signal)) {
    await pool.add(async () => {
      const row = rowOf.get(read.path) ?? 0;
      if ('unreadable' in read) {
        damaged.set(read.path, read.unreadable);
      } else {
        try {
          const { bytes, sha256 } = await encoded(read.content);
          const picture = pictures[row] as LabelledPicture;
          measured.set(row, { ...picture, sha256, measure: await measureImage(bytes) });
        } catch (error) {
          if (!isUmbraError(error)) {
            throw error;
          }
          damaged.set(read.path, error.message);
        }
      }
      onProgress(++done, pictures.length);
    });
  }
  await pool.finish();
  signal.throwIfAborted();
  return {
    pictures: [...measured.entries()].sort(([a], [b]) => a - b).map(([, picture]) => picture),
    damaged: [...damaged]
      .map(([path, reason]) => ({ path, reason }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Raw pixels take the way through a PNG, so that one decoder measures all. */
async function encoded(content: PictureContent): Promise<{ bytes: Uint8Array; sha256: string }> {
  if (content.kind === 'file') {
    return { bytes: content.bytes, sha256: digest(content.bytes) };
  }
  const { pixels, size } = content;
  const bytes = await sharp(pixels, { raw: size }).png({ compressionLevel: 0 }).toBuffer();
  return { bytes, sha256: digest(pixels) };
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
