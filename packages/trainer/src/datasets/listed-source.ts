/** A source whose labels stand in lists, and not in the names of its folders. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { posix, relative, resolve } from 'node:path';
import { FolderLabels } from '@umbra/core/archive';
import { UmbraError } from '@umbra/core/errors';
import { type ListedLabel, parseLabelList } from './label-list.js';
import type {
  FileBeside,
  ListedPicture,
  PictureSource,
  SkippedPicture,
  SourceListing,
} from './picture-source.js';

export interface LabelLists {
  /** Paths of lists: files of this machine, or files in the data. */
  readonly names: readonly string[];
  /** What paths of files are relative to. */
  readonly folder: string;
  /** The label's column in each of them, see `LabelListOptions`. */
  readonly column?: string | undefined;
}

/**
 * The pictures of `source` that the lists name, with the labels that they give. What they name and
 * is not there is skipped.
 * @throws UmbraError `dataset_invalid`: a list that is not there or damaged, a picture of two
 * labels, a source with labels of its own.
 */
export async function listedSource(
  source: PictureSource,
  lists: LabelLists,
  signal?: AbortSignal,
): Promise<PictureSource> {
  const listed: NamedPicture[] = [];
  for (const name of lists.names) {
    const { path, bytes } = await readList(source, { ...lists, name, signal });
    const folder = posix.dirname(path);
    for (const label of parseLabelList({ name, bytes, column: lists.column })) {
      listed.push({ ...label, folder });
    }
  }
  return {
    format: source.format,
    location: source.location,
    fingerprint: async () =>
      createHash('sha256')
        .update(JSON.stringify([await source.fingerprint(), listed]))
        .digest('hex'),
    list: async (signal) => applyLists(await source.list(signal), listed, source),
    read: (wanted, signal) => source.read(wanted, signal),
  };
}

interface NamedPicture extends ListedLabel {
  /** Within the source, of the list; paths may be relative to it. */
  readonly folder: string;
}

interface ReadListOptions extends LabelLists {
  readonly name: string;
  readonly signal: AbortSignal | undefined;
}

async function readList(
  source: PictureSource,
  { name, folder, signal }: ReadListOptions,
): Promise<FileBeside> {
  const { location, format } = source;
  if (source.readBeside === undefined) {
    throw new UmbraError(
      'dataset_invalid',
      `The ${format} ${location} has labels of its own: leave the lists of labels out.`,
    );
  }
  const file = resolve(folder, name);
  const bytes = await readFile(file).catch(() => null);
  if (bytes !== null) {
    return { path: relative(location, file).replaceAll('\\', '/'), bytes };
  }
  const inside = await source.readBeside(name, signal);
  if (inside === null) {
    throw new UmbraError(
      'dataset_invalid',
      `There is no list of labels ${name}, neither as a file nor in the ${format} ${location}.`,
    );
  }
  return inside;
}

function applyLists(
  listing: SourceListing,
  listed: readonly NamedPicture[],
  { location }: PictureSource,
): SourceListing {
  /** Why it cannot be used; null for a picture that can. */
  const there = new Map<string, string | null>([
    ...listing.skipped.map(({ path, reason }) => [path, reason] as const),
    ...listing.pictures.map(({ path }) => [path, null] as const),
  ]);
  const folders = sharedFolders(listing.pictures);
  const found = new Map<string, NamedPicture>();
  const skipped: SkippedPicture[] = [];
  for (const picture of listed) {
    const path = findPicture(picture, folders, there);
    const reason = there.get(path) ?? `It is not there (${picture.place}).`;
    if (there.get(path) === null) {
      found.set(path, agreeing(picture, found.get(path)));
    } else {
      skipped.push({ path, reason });
    }
  }
  if (found.size === 0) {
    throw new UmbraError('dataset_invalid', noneThere(listed, listing.pictures, location));
  }
  return { pictures: [...found].map(([path, { label }]) => ({ path, label })), skipped };
}

/**
 * A listed path as the source has it. It may be relative to the list, to the top, or to a folder
 * that all pictures have in common, such as the one of an archive.
 */
function findPicture(
  { path, folder }: NamedPicture,
  shared: readonly string[],
  there: ReadonlyMap<string, unknown>,
): string {
  const written = path.replaceAll('\\', '/');
  const places = [folder, ...shared].map((place) => posix.join(place, written));
  return places.find((place) => there.has(place)) ?? written;
}

/** `''`, `a`, `a/b` where all pictures lie below `a/b`. */
function sharedFolders(pictures: readonly ListedPicture[]): string[] {
  const names = FolderLabels.of(pictures.map(({ path }) => path)).shared;
  return Array.from({ length: names.length + 1 }, (_, length) => names.slice(0, length).join('/'));
}

/** @throws UmbraError `dataset_invalid` when the picture has got another label before. */
function agreeing(picture: NamedPicture, before: NamedPicture | undefined): NamedPicture {
  if (before !== undefined && before.label !== picture.label) {
    throw new UmbraError(
      'dataset_invalid',
      `${picture.path} has two labels: ${before.label} (${before.place}) and ${picture.label} ` +
        `(${picture.place}).`,
    );
  }
  return picture;
}

function noneThere(
  [first]: readonly NamedPicture[],
  [picture]: readonly ListedPicture[],
  location: string,
): string {
  return picture === undefined
    ? `There are no pictures in ${location}.`
    : `None of the pictures that the lists name is in ${location}: they name ${first?.path}, and ` +
        `the data has ${picture.path}.`;
}
