import util from 'node:util';

/** What tfjs-node 4.22.0 calls (in TopK and in its backend), all of `util` that Node takes away. */
const legacy = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
};

/**
 * Puts back `util.isNullOrUndefined`, which Node 23 removed (tfjs#8609; the fix was merged in 2025
 * and never released), and `util.isArray`, which is deprecated. What Node still has stays its own.
 */
export function restoreLegacyUtilities(target: object = util): void {
  for (const [name, restored] of Object.entries(legacy)) {
    if (!(name in target)) {
      Object.assign(target, { [name]: restored });
    }
  }
}
