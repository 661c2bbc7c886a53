import { isUmbraError } from '@umbra/core/errors';

/**
 * What aborts work: somebody cancelled it, Umbra is being stopped, or somebody else has taken it
 * over.
 */
export class Interruption extends Error {
  constructor(readonly kind: 'cancelled' | 'stopped' | 'lost') {
    super(kind);
  }
}

export function interruptionOf(error: unknown): Interruption['kind'] | null {
  return error instanceof Interruption ? error.kind : null;
}

/** What users read about work that failed. Our own mistakes stand in the log, not in the answer. */
export function failureOf(error: unknown): { error_code: string; error_message: string } {
  return isUmbraError(error)
    ? { error_code: error.code, error_message: error.message }
    : { error_code: 'internal_error', error_message: 'This is our mistake; the log has more.' };
}
