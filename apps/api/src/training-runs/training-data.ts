import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import type { Blobs } from '../persistence/blobs.js';

export interface ManifestEntry {
  readonly label: string;
  readonly sha256: string;
}

export interface LabelledPicture extends ManifestEntry {
  readonly item: string;
}

const labelsNamedMax = 10;

/** What the loss needs: pairs of the same label, and another label to tell them from. */
export function checkTrainable(pictures: readonly LabelledPicture[]): void {
  const counts = new Map<string, number>();
  for (const { label } of pictures) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  if (counts.size < 2) {
    const [only] = counts.keys();
    const found = only === undefined ? 'no picture has one' : `all pictures have the label ${only}`;
    throw new UmbraError(
      'too_few_classes',
      `Training needs pictures of at least two labels, but ${found}. Label more pictures.`,
    );
  }
  const lonely = [...counts].filter(([, count]) => count < 2).map(([label]) => label);
  if (lonely.length > 0) {
    const named = lonely.slice(0, labelsNamedMax).join(', ');
    const more =
      lonely.length > labelsNamedMax ? ` and ${lonely.length - labelsNamedMax} more` : '';
    throw new UmbraError(
      'too_few_images',
      `Training needs at least two pictures of every label: there is only one of ${named}${more}.`,
    );
  }
}

/**
 * The list of files that the training process reads: one JSON object a line. In the order of the
 * paths, as the process orders them itself: it tells by position what it holds back.
 */
export async function writeManifest(
  path: string,
  pictures: readonly ManifestEntry[],
  blobs: Blobs,
): Promise<void> {
  const lines = inOrder(pictures).map(({ label, sha256 }) =>
    JSON.stringify({ path: blobs.pathOf(sha256), label }),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.join('\n')}\n`);
}

/**
 * The pictures of a list that `writeManifest` wrote before the run was cut off. Null when there is
 * none, or when a picture of it was deleted since: then the run begins anew.
 */
export async function readManifest(path: string, blobs: Blobs): Promise<ManifestEntry[] | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null || !text.endsWith('\n')) {
    return null;
  }
  const entries = text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line) as { path: string; label: string })
    .map((entry) => ({ label: entry.label, sha256: basename(entry.path) }));
  for (const { sha256 } of entries) {
    if (!(await blobs.has(sha256))) {
      return null;
    }
  }
  return entries;
}

/** Each file once, under the label of its last item, as the manifest's reader takes it. */
export function inOrder(pictures: readonly ManifestEntry[]): ManifestEntry[] {
  const files = new Map(pictures.map((picture) => [picture.sha256, picture]));
  return [...files.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}
