export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation; 0 of one value. */
export function spread(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
}

/** Mean and spread, as `91.6 ± 0.4`; one value stands alone. */
export function meanAndSpread(values: readonly number[], digits: number): string {
  const middle = mean(values).toFixed(digits);
  return values.length < 2 ? middle : `${middle} ± ${spread(values).toFixed(digits)}`;
}

/** Mean of the epochs that trainings took, of which NaN never arrived; says how many did not. */
export function epochsToReach(epochs: readonly number[]): string {
  const arrived = epochs.filter((epoch) => !Number.isNaN(epoch));
  const missed = epochs.length - arrived.length;
  if (arrived.length === 0) {
    return 'never';
  }
  return mean(arrived).toFixed(2) + (missed > 0 ? ` (${missed} of ${epochs.length} never)` : '');
}
