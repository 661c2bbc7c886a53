/** Labelled pictures out of lists of files and out of binary records, as a training takes them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { decodeImage, type InputSize } from '@umbra/core/image';
import type { TrainingImages } from '@umbra/core/training';
import sharp from 'sharp';
import type { LabelledPath } from './prepared-archive.js';

/** Files that are decoded at a time. */
const decodedTogether = 32;

/** Decodes files. Two lists with the same `classes` have the same numbers as labels. */
export async function decodeFiles(
  pictures: readonly LabelledPath[],
  { size, classes }: { readonly size: InputSize; readonly classes: readonly string[] },
): Promise<TrainingImages> {
  const length = size.width * size.height * size.channels;
  const pixels = new Uint8Array(pictures.length * length); // [N, H, W, C]
  for (let first = 0; first < pictures.length; first += decodedTogether) {
    const part = pictures.slice(first, first + decodedTogether);
    const decoded = await Promise.all(
      part.map(async ({ path }) => decodeImage(await readFile(path), size)),
    );
    decoded.forEach((picture, at) => {
      pixels.set(picture, (first + at) * length);
    });
  }
  const numbers = new Map(classes.map((label, number) => [label, number]));
  const labels = Int32Array.from(pictures, ({ label }) => numbers.get(label) ?? -1);
  return { kind: 'pixels', pixels, size, labels, classes };
}

/** The labels of some lists, each once, sorted. */
export function classesOf(...lists: (readonly LabelledPath[])[]): string[] {
  return [...new Set(lists.flat().map(({ label }) => label))].sort();
}

const digits = Array.from({ length: 10 }, (_, label) => `${label}`);

/** The first `count` pictures of an IDX file (28 x 28 grey) and its file of labels. */
export function readIdx(images: string, labels: string, count: number): TrainingImages {
  const size = { width: 28, height: 28, channels: 1 } as const;
  const pixels = gunzipSync(readFileSync(images)).subarray(16);
  const numbers = gunzipSync(readFileSync(labels)).subarray(8);
  return {
    kind: 'pixels',
    pixels: Uint8Array.from(pixels.subarray(0, count * 28 * 28)),
    size,
    labels: Int32Array.from(numbers.subarray(0, count)),
    classes: digits,
  };
}

/**
 * The first `count` of CIFAR-10's binary records, a label and the planes of 32 x 32 pixels,
 * enlarged to `side`.
 */
export async function readCifar(
  file: string,
  { side, count }: { readonly side: number; readonly count: number },
): Promise<TrainingImages> {
  const plane = 32 * 32;
  const records = readFileSync(file);
  const size = { width: side, height: side, channels: 3 } as const;
  const pixels = new Uint8Array(count * side * side * 3); // [N, H, W, C]
  const labels = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const record = records.subarray(row * (1 + 3 * plane), (row + 1) * (1 + 3 * plane));
    labels[row] = record[0] as number;
    const picture = Uint8Array.from(
      { length: 3 * plane },
      (_, at) => record[1 + (at % 3) * plane + Math.floor(at / 3)] as number,
    );
    const raw = { width: 32, height: 32, channels: 3 } as const;
    const png = await sharp(picture, { raw }).png({ compressionLevel: 0 }).toBuffer();
    pixels.set(await decodeImage(png, size), row * side * side * 3);
  }
  return { kind: 'pixels', pixels, size, labels, classes: digits };
}
