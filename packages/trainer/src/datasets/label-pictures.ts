import { FolderLabels } from '@umbra/core/archive';
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
  const ofFolders = FolderLabels.of(kept.filter(({ label }) => label === null).map(pathOf));
  const pictures: LabelledPicture[] = [];
  const skipped: SkippedPicture[] = [];
  for (const { path, label: given } of kept) {
    const label = given ?? ofFolders.labelOf(path);
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
  const common = FolderLabels.of(listed.map(pathOf)).shared.length;
  return listed.filter(({ path }) => {
    const below = path.split('/').slice(common).join('/');
    return include.some((prefix) => path.startsWith(prefix) || below.startsWith(prefix));
  });
}

function pathOf({ path }: ListedPicture): string {
  return path;
}
