import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface SamplePicture {
  readonly path: string;
  readonly label: string;
  /** Names the picture within the set: what was filed already is known by it. */
  readonly name: string;
}

/** The pictures of a folder of `<label>/<picture>`, in the order of their names. */
export async function listPictures(root: string): Promise<SamplePicture[]> {
  const labels = await readdir(root);
  const lists = await Promise.all(
    labels.sort().map(async (label) => {
      const names = await readdir(join(root, label));
      return names
        .sort()
        .map((name) => ({ path: join(root, label, name), label, name: `${label}/${name}` }));
    }),
  );
  return lists.flat();
}
