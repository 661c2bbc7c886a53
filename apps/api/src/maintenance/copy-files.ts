import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, cp, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What has the name is whole: copied aside, synced, renamed. Shares the blocks where it can. */
export async function copyWhole(from: string, to: string): Promise<void> {
  const aside = `${to}.${randomUUID()}.part`;
  await mkdir(dirname(to), { recursive: true });
  try {
    await copyFile(from, aside, constants.COPYFILE_FICLONE);
    const file = await open(aside, 'r');
    await file.sync().finally(() => file.close());
    await rename(aside, to);
  } finally {
    await rm(aside, { force: true });
  }
}

/** The same for a folder. */
export async function copyFolderWhole(from: string, to: string): Promise<void> {
  const aside = `${to}.${randomUUID()}.part`;
  await mkdir(dirname(to), { recursive: true });
  try {
    await cp(from, aside, { recursive: true });
    await rename(aside, to);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

export async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch(() => null);
  return found?.size ?? null;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
