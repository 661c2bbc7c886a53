/**
 * What a loss holds, forward and backward, beyond the embeddings and one gradient of theirs:
 * measured, as pages of the wasm heap that were written to and typed arrays of JavaScript.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type PeakBytes, peakBytes } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import type { BatchSize, Contestant } from './contestants.js';
import { gradientPass } from './gradient-pass.js';

setFlagsFromString('--expose-gc');
// Arrays are freed when garbage is collected, and not some time after.
setFlagsFromString('--no-concurrent-array-buffer-sweeping');
const collectGarbage = runInNewContext('gc') as () => void;

/** The wasm heap ends at 4 GB, of which the last stretch is kept free. */
const heapMost = 2 ** 32 - 2 ** 28;
/** Of that, what is watched; the rest is the batch's. */
const roomMost = 3 * 2 ** 30;

export function gradientBytes({ samples, dimension }: BatchSize): number {
  return samples * dimension * 4;
}

/** Null where it does not fit. */
export function lossBytes(contestant: Contestant, size: BatchSize): PeakBytes | null {
  const least = contestant.leastBytes(size);
  // The backward pass needs as much again.
  if (2 * least > heapMost) {
    return null;
  }
  const warmUp = gradientPass(contestant, { samples: 64, dimension: 64 });
  warmUp.run();
  warmUp.dispose();
  const gradient = gradientBytes(size);
  // Anew: a kernel keeps what it has packed of the embeddings.
  const pass = gradientPass(contestant, size);
  collectGarbage();
  try {
    const peak = peakBytes(pass.run, Math.min(2 ** 24 + 2 * gradient + 6 * least, roomMost));
    return peak && { heap: Math.max(peak.heap - gradient, 0), arrays: peak.arrays };
  } catch (error) {
    if (error instanceof UmbraError && error.code === 'unavailable') {
      return null;
    }
    throw error;
  } finally {
    pass.dispose();
  }
}
