import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { stageDirectory } from './stage-directory.js';
import { stageFile } from './stage-file.js';

interface Place {
  readonly path: string;
  /** Whether an export that is there may be replaced. */
  readonly force: boolean;
}

/** What an exported folder holds. */
const exportedNames = new Set(['model.json', 'weights.bin']);

/**
 * @throws UmbraError `conflict` when something is there that may not be replaced: nothing but an
 * export ever is.
 */
export async function checkExportPlace(
  { path, force }: Place,
  kind: 'file' | 'folder',
): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there === null) {
    return;
  }
  const names = there.isDirectory() ? await readdir(path) : [];
  if (there.isDirectory() !== (kind === 'folder')) {
    throw new UmbraError('conflict', `${path} is not a ${kind}: name another place.`);
  }
  if (kind === 'folder' && names.some((name) => !exportedNames.has(name))) {
    throw new UmbraError('conflict', `${path} holds other files: name a folder that is not there.`);
  }
  if (!force && (kind === 'file' || names.length > 0)) {
    throw new UmbraError(
      'conflict',
      `${path} is already there: name another place, or replace it with --force.`,
    );
  }
}

/** The file appears whole or not at all. */
export async function writeExportedFile(path: string, bytes: Uint8Array): Promise<void> {
  const file = await stageFile(path);
  try {
    await file.write(bytes);
    await file.publish();
  } finally {
    await file.discard();
  }
}

/** The folder appears whole or not at all; an old one goes when the new one is written. */
export async function writeExportedFolder(
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const staged = await stageDirectory(`${path}.new-${process.pid}`);
  try {
    for (const [name, bytes] of files) {
      await writeExportedFile(join(staged.directory, name), bytes);
    }
    await rm(path, { recursive: true, force: true });
    await rename(staged.directory, path);
  } finally {
    await staged.discard();
  }
}
