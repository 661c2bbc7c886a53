import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UmbraError } from '@umbra/core/errors';

/** A directory in the making. */
export interface StagedDirectory {
  /** Where to write. */
  readonly directory: string;
  /** Puts it in its place, whole. */
  publish(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Prepares a directory beside its place, so that it appears at once and complete, or not at all.
 * @throws UmbraError `conflict` when the place is taken by anything but an empty directory.
 */
export async function stageDirectory(place: string): Promise<StagedDirectory> {
  const target = resolve(place);
  const there = await readdir(target).catch((error: NodeJS.ErrnoException) => error.code);
  if (there !== 'ENOENT' && !(Array.isArray(there) && there.length === 0)) {
    throw new UmbraError('conflict', `${place} is already there: name a folder that is not.`);
  }
  await mkdir(dirname(target), { recursive: true });
  const directory = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  return {
    directory,
    publish: async () => {
      await rmdir(target).catch(() => {});
      await rename(directory, target);
    },
    discard: () => rm(directory, { recursive: true, force: true }),
  };
}
