import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file in the making, which appears whole or not at all; an old one stays until then. */
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
      await close();
      await rename(temporary, place);
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}
