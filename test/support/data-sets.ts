import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { commandLine } from './umbra-command.js';

/**
 * Where the real image sets lie: `UMBRA_DATA`, else `shared/data` beside the repository. The
 * command line's place tells where that is, since this file runs as source and as built.
 */
const dataFolder =
  process.env['UMBRA_DATA'] ??
  fileURLToPath(new URL('../../../../shared/data', pathToFileURL(commandLine)));

/** The path of a set's file, or null where this machine does not have it. */
export function findDataSet(file: string): string | null {
  const path = join(dataFolder, file);
  return existsSync(path) ? path : null;
}

/** The path of a set's file. */
export function dataSet(file: string): string {
  const path = findDataSet(file);
  if (path === null) {
    throw new Error(`${file} is not in ${dataFolder}: set UMBRA_DATA to the folder that has it.`);
  }
  return path;
}
