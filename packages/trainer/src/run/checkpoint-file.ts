import { readFile } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';
import type { CheckpointStore } from '@umbra/core/training';
import { isNoRoom } from '../files/no-room.js';
import { type StagedFile, stageFile } from '../files/stage-file.js';

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
      let staged: StagedFile | undefined;
      try {
        staged = await stageFile(path);
        await staged.write(bytes);
        await staged.publish();
      } catch (error) {
        await staged?.discard();
        throw failure(error, `The checkpoint ${path} cannot be written`);
      }
    },
  };
}

function failure(cause: unknown, what: string): UmbraError {
  const reason = isNoRoom(cause)
    ? 'there is no room left on the disk. The checkpoint before it is kept: make room and ' +
      'start the training again, and it goes on from there'
    : (cause as Error).message;
  return new UmbraError('unavailable', `${what}: ${reason}.`, { cause });
}
