import type { ListedPicture, SkippedPicture } from './picture-source.js';

export interface LabelledPicture {
  readonly path: string;
  readonly label: string;
}

export interface LabelledListing {
  /** Sorted by path, so that the same pictures in another container train the same model. */
  readonly pictures: readonly LabelledPicture[];
  readonly skipped: readonly SkippedPicture[];
}

/**
 * Gives every picture its label: the folders above it, without those that all pictures have in
 * common. `include` keeps the pictures whose path, or whose path below the common folders, starts
 * with one of the prefixes; the common folders of what is kept are then left out again, so
 * `--include train` labels as a folder of that part alone would.
 */
export function labelPictures(
  listed: readonly ListedPicture[],
  { include }: { readonly include: readonly string[] },
): LabelledListing {
  const kept = filtered(listed, include).sort((a, b) => (a.path < b.path ? -1 : 1));
  const common = unlabellingFolders(kept);
  const pictures: LabelledPicture[] = [];
  const skipped: SkippedPicture[] = [];
  for (const { path, label: given } of kept) {
    const label = given ?? foldersOf(path).slice(common).join('/');
    if (label === '') {
      skipped.push({ path, reason: 'It lies outside the folders that name the labels.' });
    } else {
      pictures.push({ path, label });
    }
  }
  return { pictures, skipped };
}

function filtered(listed: readonly ListedPicture[], include: readonly string[]): ListedPicture[] {
  if (include.length === 0) {
    return [...listed];
  }
  const common = commonFolders(listed.map(({ path }) => foldersOf(path))).length;
  return listed.filter(({ path }) => {
    const below = path.split('/').slice(common).join('/');
    return include.some((prefix) => path.startsWith(prefix) || below.startsWith(prefix));
  });
}

/**
 * How many leading folders are no labels, since all pictures share them. Where everything lies in
 * one folder, that folder is the label; pictures that lie in no folder do not count, since they get
 * no label whatever is left out.
 */
function unlabellingFolders(listed: readonly ListedPicture[]): number {
  const folders = listed.filter(({ label }) => label === null).map(({ path }) => foldersOf(path));
  const common = commonFolders(folders).length;
  const oneFolder = folders.every(({ length }) => length === 0 || length === common);
  return oneFolder ? Math.max(0, common - 1) : common;
}

/** The leading folders that all paths share; what lies in no folder does not count. */
export function commonFolders(paths: readonly (readonly string[])[]): readonly string[] {
  const folders = paths.filter((names) => names.length > 0);
  const [first = []] = folders;
  let common = first.length;
  for (const names of folders) {
    let shared = 0;
    while (shared < common && names[shared] === first[shared]) {
      shared++;
    }
    common = shared;
  }
  return first.slice(0, common);
}

export function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}
