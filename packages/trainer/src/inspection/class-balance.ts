import type { ClassBalance, Inspection } from './inspection.js';

/** Largest first, equal ones by name. */
export function classSizes(labels: readonly string[]): Inspection['classes'] {
  const sizes = new Map<string, number>();
  for (const label of labels) {
    sizes.set(label, (sizes.get(label) ?? 0) + 1);
  }
  return [...sizes]
    .map(([label, pictures]) => ({ label, pictures }))
    .sort((a, b) => b.pictures - a.pictures || (a.label < b.label ? -1 : 1));
}

export function classBalance(classes: Inspection['classes']): ClassBalance {
  const sizes = classes.map(({ pictures }) => pictures);
  const largest = Math.max(0, ...sizes);
  const smallest = sizes.length === 0 ? 0 : Math.min(...sizes);
  return {
    smallest,
    largest,
    ratio: smallest === 0 ? 1 : largest / smallest,
    gini: gini(sizes),
    singles: classes.filter(({ pictures }) => pictures === 1).map(({ label }) => label),
  };
}

/** Half of the mean difference of two values over their mean, from the values in order. */
function gini(values: readonly number[]): number {
  const ascending = [...values].sort((a, b) => a - b);
  const total = ascending.reduce((sum, value) => sum + value, 0);
  const weighted = ascending.reduce((sum, value, at) => sum + (at + 1) * value, 0);
  const count = ascending.length;
  return total === 0 ? 0 : (2 * weighted) / (count * total) - (count + 1) / count;
}

/** The upper one of two middle values; 0 of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
