import { randomUUID } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FSDriver } from 'flydrive/drivers/fs';

const unfinished = 'unfinished';

/**
 * flydrive's disk driver writes files in place and moves them by copying: a killed process leaves
 * half a file under the right name. This one writes aside, syncs, and renames: what has the name is
 * whole and on the disk.
 */
export class DurableDriver extends FSDriver {
  readonly #root: string;

  constructor(root: string) {
    super({ location: root, visibility: 'private' });
    this.#root = root;
  }

  override async put(key: string, contents: string | Uint8Array): Promise<void> {
    const aside = join(this.#root, unfinished, randomUUID());
    const path = join(this.#root, key);
    await mkdir(dirname(aside), { recursive: true });
    const file = await open(aside, 'wx');
    try {
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(dirname(path), { recursive: true });
    await rename(aside, path);
    await syncDirectory(dirname(path));
  }

  /** Throws away what a killed process left half-written. */
  clearUnfinished(): Promise<void> {
    return this.deleteAll(unfinished);
  }
}

/** The new name itself has to reach the disk too. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
