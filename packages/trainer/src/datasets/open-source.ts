import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { archiveKind } from '@umbra/core/archive';
import { UmbraError } from '@umbra/core/errors';
import { archiveSource } from './archive-source.js';
import { cifarSource, isCifarFile } from './cifar-source.js';
import { folderSource } from './folder-source.js';
import { idxSource, isIdxImages } from './idx-source.js';
import { type LabelLists, listedSource } from './listed-source.js';
import { manifestSource } from './manifest-source.js';
import type { PictureSource } from './picture-source.js';
import { firstBytes } from './record-stream.js';

export interface OpenSourceOptions {
  readonly location: string;
  /** Lists that give pictures their labels; only those that they name are then there. */
  readonly labels?: LabelLists | undefined;
  readonly signal?: AbortSignal | undefined;
}

export const sourceFormats =
  'a folder of <label>/<picture>, a .zip, .tar or .tar.gz of one, an IDX file of pictures with its labels beside, ' +
  'CIFAR-10 .bin files, or a manifest .ndjson';

/**
 * The source at a path. Formats are told by their first bytes, not by their names (but CIFAR and
 * manifests, which have no mark of their own).
 * @throws UmbraError `dataset_invalid` when nothing is there, or nothing that is known; see also
 * `listedSource`.
 */
export async function openSource(options: OpenSourceOptions): Promise<PictureSource> {
  const { location, labels, signal } = options;
  const source = await openPlace(location);
  return labels === undefined ? source : listedSource(source, labels, signal);
}

async function openPlace(location: string): Promise<PictureSource> {
  const facts = await stat(location).catch(() => null);
  if (facts === null) {
    throw new UmbraError(
      'dataset_invalid',
      `There is no file or folder ${location}: check the path (it is relative to where you are).`,
    );
  }
  return facts.isDirectory() ? openFolder(location) : openFile(location);
}

async function openFolder(location: string): Promise<PictureSource> {
  const names = (await readdir(location)).sort();
  const files = names.filter((name) => name.endsWith('.bin')).map((name) => join(location, name));
  const fit = await Promise.all(files.map(isCifarFile));
  if (files.length > 0 && fit.every(Boolean)) {
    return cifarSource(location, files);
  }
  const idx = names.find((name) => /images.idx[34]/.test(name));
  if (idx !== undefined) {
    throw new UmbraError(
      'dataset_invalid',
      `${location} holds IDX files: name the one with the pictures, such as ${join(location, idx)}.`,
    );
  }
  return folderSource(location);
}

async function openFile(location: string): Promise<PictureSource> {
  const start = await firstBytes(location, { count: 512, gzip: false });
  if (start.length === 0) {
    throw new UmbraError('dataset_invalid', `${location} is empty.`);
  }
  if (archiveKind(start) === 'zip') {
    return archiveSource({ path: location, kind: 'zip' });
  }
  const gzip = archiveKind(start) === 'tar.gz';
  const inner = gzip ? await firstBytes(location, { count: 512, gzip }) : start;
  if (isIdxImages(inner)) {
    return idxSource(location, { gzip });
  }
  if (archiveKind(inner) === 'tar') {
    return archiveSource({ path: location, kind: gzip ? 'tar.gz' : 'tar' });
  }
  if (!gzip && (await isCifarFile(location))) {
    return cifarSource(location, [location]);
  }
  if (/\.(?:ndjson|jsonl)$/.test(location)) {
    return manifestSource(location);
  }
  throw new UmbraError(
    'dataset_invalid',
    `${basename(location)} has no format that can be read: give ${sourceFormats}.`,
  );
}
