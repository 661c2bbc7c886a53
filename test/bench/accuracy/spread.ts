export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean and sample standard deviation, as `91.6 ± 0.4`; one value stands alone. */
export function meanAndSpread(values: readonly number[], digits: number): string {
  const middle = mean(values);
  if (values.length < 2) {
    return middle.toFixed(digits);
  }
  const squares = values.map((value) => (value - middle) ** 2);
  const spread = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / (values.length - 1));
  return `${middle.toFixed(digits)} ± ${spread.toFixed(digits)}`;
}

/**
 * Mean over the trainings of the first epoch (from 1) whose value reaches `target`; says how many
 * of them never did.
 */
export function epochsToReach(curves: readonly (readonly number[])[], target: number): string {
  const epochs = curves.map((curve) => 1 + curve.findIndex((value) => value >= target));
  const arrived = epochs.filter((epoch) => epoch > 0);
  const missed = epochs.length - arrived.length;
  if (arrived.length === 0) {
    return 'never';
  }
  return mean(arrived).toFixed(1) + (missed > 0 ? ` (${missed} of ${epochs.length} never)` : '');
}
