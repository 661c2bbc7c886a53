import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * A file in the making, which appears whole and on the disk or not at all; an old one stays until
 * then.
 */
export interface StagedFile {
  write(content: string | Uint8Array): Promise<void>;
  publish(): Promise<void>;
  /** Removes what was not published. */
  discard(): Promise<void>;
}

export async function stageFile(place: string): Promise<StagedFile> {
  await mkdir(dirname(place), { recursive: true });
  const temporary = join(dirname(place), `.${basename(place)}-${process.pid}`);
  const file = await open(temporary, 'w');
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) {
      isOpen = false;
      await file.close();
    }
  };
  return {
    write: async (content) => {
      await file.writeFile(content);
    },
    publish: async () => {
      await file.sync();
      await close();
      await rename(temporary, place);
      await flushDirectory(dirname(place));
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}

/** A rename is safe only when the folder that tells of it is. */
async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
