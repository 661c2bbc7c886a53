import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import type { InputSize } from '@umbra/core/image';
import { fingerprintFiles } from './folder-source.js';
import {
  type PictureRead,
  type PictureSource,
  type SourceListing,
  sourceLimits,
} from './picture-source.js';
import { firstBytes, openBinary, records } from './record-stream.js';

/**
 * IDX, the format of MNIST and its relatives (LeCun): a big-endian header, then bytes. Pictures are
 * [N, H, W] or [N, H, W, C]; their labels lie in a second file beside the first.
 */
export function idxSource(location: string, { gzip }: { readonly gzip: boolean }): PictureSource {
  return {
    format: 'IDX file',
    location,
    fingerprint: () => fingerprintFiles([location, labelsBeside(location)]),
    list: async (signal) => {
      const { count } = await readHeader(location, gzip);
      return list(location, count, signal);
    },
    read: (wanted, signal) => read(location, { gzip, wanted }, signal),
  };
}

/** The first bytes of an IDX file of unsigned bytes in three or four dimensions. */
export function isIdxImages(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8 && (bytes[3] === 3 || bytes[3] === 4);
}

interface IdxHeader {
  readonly count: number;
  readonly size: InputSize;
  readonly bytes: number;
}

async function readHeader(location: string, gzip: boolean): Promise<IdxHeader> {
  const header = await firstBytes(location, { count: 20, gzip });
  const dimensions = header[3] ?? 0;
  if (!isIdxImages(header) || header.length < 4 + 4 * dimensions) {
    throw new UmbraError('dataset_invalid', `${location} is not an IDX file of pictures.`);
  }
  const [count = 0, height = 0, width = 0, channels = 1] = Array.from(
    { length: dimensions },
    (_, dimension) => header.readUInt32BE(4 + 4 * dimension),
  );
  const possible =
    (channels === 1 || channels === 3) &&
    height > 0 &&
    width > 0 &&
    height * width * channels <= sourceLimits.pictureBytesMax &&
    count <= sourceLimits.entriesMax;
  if (!possible) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} claims ${count} pictures of ${width} x ${height} x ${channels}: it is damaged, or no set of pictures.`,
    );
  }
  return { count, size: { width, height, channels }, bytes: 4 + 4 * dimensions };
}

async function list(location: string, count: number, signal?: AbortSignal): Promise<SourceListing> {
  const labelsFile = labelsBeside(location);
  const gzip = (await firstBytes(labelsFile, { count: 1, gzip: false }))[0] === 0x1f;
  const header = await firstBytes(labelsFile, { count: 8, gzip });
  if (header.length < 8 || header.readUInt32BE(0) !== 0x801) {
    throw new UmbraError('dataset_invalid', `${labelsFile} is not an IDX file of labels.`);
  }
  if (header.readUInt32BE(4) !== count) {
    throw new UmbraError(
      'dataset_invalid',
      `${labelsFile} holds ${header.readUInt32BE(4)} labels for ${count} pictures: it belongs to another file.`,
    );
  }
  const pictures = [];
  const options = { location: labelsFile, header: 8, size: 1 };
  for await (const [label = 0] of records(openBinary(labelsFile, { gzip }), options)) {
    signal?.throwIfAborted();
    pictures.push({ path: pathOf(location, pictures.length), label: String(label) });
  }
  if (pictures.length !== count) {
    throw new UmbraError('dataset_invalid', `${labelsFile} ends too early: it is incomplete.`);
  }
  return { pictures, skipped: [] };
}

interface ReadIdx {
  readonly gzip: boolean;
  readonly wanted: ReadonlySet<string>;
}

async function* read(
  location: string,
  { gzip, wanted }: ReadIdx,
  signal?: AbortSignal,
): AsyncGenerator<PictureRead> {
  const { count, size, bytes } = await readHeader(location, gzip);
  const imageLength = size.width * size.height * size.channels;
  const options = { location, header: bytes, size: imageLength };
  let index = 0;
  for await (const pixels of records(openBinary(location, { gzip }), options)) {
    signal?.throwIfAborted();
    const path = pathOf(location, index++);
    if (wanted.has(path)) {
      yield { path, content: { kind: 'pixels', pixels, size } };
    }
  }
  if (index !== count) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} holds ${index} pictures instead of ${count}: it is incomplete.`,
    );
  }
}

/** Padded, so that paths sort as numbers do. */
function pathOf(location: string, index: number): string {
  return `${basename(location).replace(/\.gz$/, '')}/${String(index).padStart(7, '0')}`;
}

function labelsBeside(location: string): string {
  const name = basename(location)
    .replace('images', 'labels')
    .replace(/idx[34]/, 'idx1');
  const bare = name.replace(/\.gz$/, '');
  const found = [name, bare, `${bare}.gz`]
    .map((candidate) => join(dirname(location), candidate))
    .find((candidate) => candidate !== location && existsSync(candidate));
  if (found === undefined) {
    throw new UmbraError(
      'dataset_invalid',
      `The labels of ${location} are missing: put ${name} beside it.`,
    );
  }
  return found;
}
