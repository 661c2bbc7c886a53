import type { ApiProcess } from './api-process.js';
import { homeFiles } from './home-files.js';

/** All that lasts of what was asked of an API: what a refused request must leave as it was. */
export async function lastingState(api: ApiProcess): Promise<unknown> {
  const umbra = api.client();
  const galleries = await umbra.galleries.list();
  const items = await Promise.all(
    galleries.items.map(({ id }) => umbra.items.list({ gallery: id })),
  );
  const runs = await umbra.runs.list();
  const keys = await umbra.keys.list();
  const untimed = keys.items.map(({ lastUsedAt: _, ...key }) => key);
  return { galleries, items, runs, keys: untimed, files: await homeFiles(api.home) };
}
