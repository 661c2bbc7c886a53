import { isUmbraError, UmbraError } from '@umbra/core/errors';

/** How often work is begun that gets no further. */
export const attemptsMax = 3;

/** A process of ours ended without a word: it was killed, or crashed. */
export class ProcessLost extends UmbraError {
  constructor(what: string, exit: string) {
    super('unavailable', `${what} ended unexpectedly (${exit}). The log has more.`);
  }
}

/**
 * Whether trying again may help. What the world's errors name is wrong the next time too, but for
 * a full disk; what has no name may have been a passing thing.
 */
export function isRetriable(error: unknown): boolean {
  return !isUmbraError(error) || error.code === 'unavailable';
}

/** Longer after every attempt: 2, 8, 32 seconds, of which chance takes up to a quarter. */
export function backOffMs(attempts: number, { firstMs = 2000, random = Math.random } = {}): number {
  return firstMs * 4 ** (attempts - 1) * (1 - random() / 4);
}

/** What users read about work whose process, or Umbra itself, was killed over it each time. */
export function gaveUp(attempts: number): UmbraError {
  return new UmbraError(
    'unavailable',
    `It was begun ${attempts} times and cut off each time before it got any further, so it is not tried again. The machine may have too little memory; the log has more.`,
  );
}
