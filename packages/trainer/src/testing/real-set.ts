import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvironment } from '../config.js';

const data =
  readEnvironment().dataDirectory ?? resolve(import.meta.dirname, '../../../../../shared/data');

export interface RealSet {
  readonly location: string;
  /** What the name of a test says when the set is not on this machine; else empty. */
  readonly missing: string;
}

/** A public data set in the folder that `UMBRA_DATA` names, or in `shared/data` beside this. */
export function realSet(path: string): RealSet {
  const location = resolve(data, path);
  return {
    location,
    missing: existsSync(location) ? '' : ` (left out: there is no ${path} in the data folder)`,
  };
}
