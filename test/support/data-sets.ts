import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the real image sets lie: `UMBRA_DATA`, else `shared/data` beside the repository. */
const dataFolder =
  process.env['UMBRA_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** The path of a set's file, or null where this machine does not have it. */
export function findDataSet(file: string): string | null {
  const path = join(dataFolder, file);
  return existsSync(path) ? path : null;
}
