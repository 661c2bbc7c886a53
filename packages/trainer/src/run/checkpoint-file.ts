import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import type { CheckpointStore } from '@umbra/core/training';

/** What the system says when there is no more room. */
const noRoom = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Beside the model's place, which stays empty until the model is whole. */
export function checkpointPath(outputDirectory: string): string {
  return `${outputDirectory}.checkpoint`;
}

/**
 * A checkpoint in a file. A new one is written beside it, flushed to the disk and then renamed, so
 * that whatever happens a whole one is there.
 */
export function checkpointFile(path: string): CheckpointStore {
  return {
    name: path,
    read: async () => {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          return null;
        }
        throw failure(error, `The checkpoint ${path} cannot be read`);
      }
    },
    write: async (bytes) => {
      const temporary = join(dirname(path), `.${basename(path)}-${process.pid}`);
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeFlushed(temporary, bytes);
        await rename(temporary, path);
        await flushDirectory(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true });
        throw failure(error, `The checkpoint ${path} cannot be written`);
      }
    },
  };
}

function failure(cause: unknown, what: string): UmbraError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason =
    code !== undefined && noRoom.has(code)
      ? 'there is no room left on the disk. The checkpoint before it is kept: make room and ' +
        'start the training again, and it goes on from there'
      : message;
  return new UmbraError('unavailable', `${what}: ${reason}.`, { cause });
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
