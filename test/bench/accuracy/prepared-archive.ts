/**
 * Labelled pictures out of an archive: by its folders or its lists, split by content, and classes
 * thinned out.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LabelledPath {
  readonly path: string;
  readonly label: string;
}

/** Unpacks a .tar.gz into `folder` and answers the one folder that it holds. */
export function unpack(archive: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', folder]);
  const name = readdirSync(folder)[0];
  if (status !== 0 || name === undefined) {
    throw new Error(`${archive} cannot be unpacked: ${stderr}`);
  }
  return join(folder, name);
}

/** The pictures of a list of lines `path, fine label, coarse label`, by their fine label. */
export function readList(folder: string, name: string): LabelledPath[] {
  return readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [path = '', label = ''] = line.split(',').map((word) => word.trim());
      return { path: join(folder, path), label };
    });
}

export interface Split {
  readonly train: readonly LabelledPath[];
  readonly test: readonly LabelledPath[];
}

/**
 * Splits a folder of <label>/<picture>: `testShare` of every label, chosen by the hash of the
 * bytes, so that the split is the same everywhere; repeated bytes are left out.
 */
export function splitFolder(folder: string, testShare: number): Split {
  const train: LabelledPath[] = [];
  const test: LabelledPath[] = [];
  for (const label of readdirSync(folder).sort()) {
    const byHash = new Map<string, LabelledPath>();
    for (const name of readdirSync(join(folder, label)).sort()) {
      const path = join(folder, label, name);
      byHash.set(createHash('sha256').update(readFileSync(path)).digest('hex'), { path, label });
    }
    const pictures = [...byHash].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, picture]) => picture);
    const tested = Math.round(testShare * pictures.length);
    test.push(...pictures.slice(0, tested));
    train.push(...pictures.slice(tested));
  }
  return { train, test };
}

/**
 * Makes classes more unequal: the largest keeps its pictures, and sizes fall in equal ratios to
 * `smallest` in the class that was the smallest.
 */
export function thinOut(pictures: readonly LabelledPath[], smallest: number): LabelledPath[] {
  const classes = new Map<string, LabelledPath[]>();
  for (const picture of pictures) {
    classes.set(picture.label, [...(classes.get(picture.label) ?? []), picture]);
  }
  const bySize = [...classes.values()].sort((a, b) => b.length - a.length);
  const largest = bySize[0]?.length ?? 0;
  const ratio = (smallest / largest) ** (1 / Math.max(1, bySize.length - 1));
  return bySize.flatMap((members, rank) => members.slice(0, Math.round(largest * ratio ** rank)));
}
