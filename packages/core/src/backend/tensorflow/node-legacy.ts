import util from 'node:util';

/**
 * Puts back `util.isNullOrUndefined`, which Node 23 removed and tfjs-node 4.22.0 still calls
 * (tfjs#8609; the fix was merged in 2025 and never released).
 */
export function restoreIsNullOrUndefined(): void {
  if (!('isNullOrUndefined' in util)) {
    Object.assign(util, {
      isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    });
  }
}
