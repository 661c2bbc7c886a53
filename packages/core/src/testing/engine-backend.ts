/**
 * What tests compute on. Tests of the engine take wasm, or what `UMBRA_BACKEND=tensorflow npm test`
 * names; tests about a backend name it, and are skipped where the machine does not have it.
 */
import { inject } from 'vitest';
import {
  type BackendInfo,
  type BackendName,
  selectBackend,
  useNativeBuild,
} from '../backend/index.js';

declare module 'vitest' {
  interface ProvidedContext {
    readonly backend: BackendName;
    readonly nativeBuild: string | null;
  }
}

const nativeBuild = inject('nativeBuild');
if (nativeBuild !== null) {
  useNativeBuild(nativeBuild);
}

/** Selects the backend of the engine's tests. */
export function selectEngineBackend(): Promise<BackendInfo> {
  return selectBackend(inject('backend'));
}

/** Whether this machine has the backend: 'tensorflow' needs `npm run native`. */
export function isHere(backend: BackendName): boolean {
  return backend !== 'tensorflow' || nativeBuild !== null;
}
