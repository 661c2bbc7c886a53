import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface RemoveOldestOptions {
  /** Which files of the folder count and may go. */
  readonly isEntry: (name: string) => boolean;
  /** In all; the newest file stays, however large it is. */
  readonly bytesMax: number;
}

/** Keeps a cache's folder small: the files that were used longest ago go first. */
export async function removeOldest(
  directory: string,
  { isEntry, bytesMax }: RemoveOldestOptions,
): Promise<void> {
  const names = (await readdir(directory)).filter(isEntry);
  const entries = await Promise.all(
    names.map(async (name) => {
      const facts = await stat(join(directory, name)).catch(() => null);
      return { name, bytes: facts?.size ?? 0, used: facts?.mtimeMs ?? 0 };
    }),
  );
  entries.sort((a, b) => b.used - a.used);
  let total = 0;
  for (const [rank, { name, bytes }] of entries.entries()) {
    total += bytes;
    if (rank > 0 && total > bytesMax) {
      await rm(join(directory, name), { force: true });
    }
  }
}
