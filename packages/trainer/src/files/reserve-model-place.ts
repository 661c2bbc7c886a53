import { readdir, rename, rm } from 'node:fs/promises';
import { UmbraError } from '@umbra/core/errors';

export interface ModelPlace {
  /** Where to save the model; nothing is there. */
  readonly directory: string;
  /** Puts the saved model in its place. */
  publish(): Promise<void>;
}

/**
 * The place of a new model. With `force` an old model stays until the new one is whole.
 * @throws UmbraError `conflict` when something is there that may not be replaced.
 */
export async function reserveModelPlace(
  place: string,
  { force }: { readonly force: boolean },
): Promise<ModelPlace> {
  const there: string[] | null = await readdir(place).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? null : [],
  );
  if (there === null) {
    return { directory: place, publish: async () => {} };
  }
  if (!there.includes('umbra.json')) {
    throw new UmbraError('conflict', `${place} is there and holds no model: name another place.`);
  }
  if (!force) {
    throw new UmbraError(
      'conflict',
      `${place} holds a model: name another place, or replace it with --force.`,
    );
  }
  const directory = `${place}.new-${process.pid}`;
  return {
    directory,
    publish: async () => {
      const old = `${place}.old-${process.pid}`;
      await rename(place, old);
      await rename(directory, place);
      await rm(old, { recursive: true });
    },
  };
}
