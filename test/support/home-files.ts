import { readdir } from 'node:fs/promises';

/**
 * Which files lie in a home, but for the database's own: what a refused request left would show.
 */
export async function homeFiles(home: string): Promise<string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('umbra.db'))
    .map((entry) => `${entry.parentPath.slice(home.length)}/${entry.name}`)
    .sort();
}
