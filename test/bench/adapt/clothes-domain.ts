/**
 * Parts of Fashion-MNIST as IDX files that `umbra` reads: as they are, or as another camera would
 * give them, dark on a light ground.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dataSet } from '../../support/data-sets.js';

const imageHeader = 16;
const labelHeader = 8;
const imageBytes = 28 * 28;

export interface ClothesPart {
  /** Which files: 60,000 pictures to train on, or 10,000 to ask with. */
  readonly of: 'train' | 't10k';
  readonly first: number;
  readonly count: number;
  readonly inverted: boolean;
}

/** Writes a part into `folder`, and answers the path of its pictures. */
export function writeClothes(folder: string, name: string, part: ClothesPart): string {
  const { of, first, count, inverted } = part;
  const images = read(`${of}-images-idx3-ubyte.gz`);
  const labels = read(`${of}-labels-idx1-ubyte.gz`);
  const pixels = cut(images, { header: imageHeader, bytes: imageBytes, first, count });
  if (inverted) {
    for (let at = imageHeader; at < pixels.length; at++) {
      pixels[at] = 255 - (pixels[at] as number);
    }
  }
  const path = join(folder, `${name}-images-idx3-ubyte`);
  writeFileSync(path, pixels);
  const cutLabels = cut(labels, { header: labelHeader, bytes: 1, first, count });
  writeFileSync(join(folder, `${name}-labels-idx1-ubyte`), cutLabels);
  return path;
}

function read(name: string): Buffer {
  return gunzipSync(readFileSync(dataSet(`fashion-mnist/${name}`)));
}

interface Cut {
  readonly header: number;
  /** Of one entry. */
  readonly bytes: number;
  readonly first: number;
  readonly count: number;
}

/** Some entries of an IDX file as an IDX file of their own. */
function cut(file: Buffer, { header, bytes, first, count }: Cut): Buffer {
  const start = header + first * bytes;
  const part = Buffer.concat([
    file.subarray(0, header),
    file.subarray(start, start + count * bytes),
  ]);
  part.writeUInt32BE(count, 4);
  return part;
}
