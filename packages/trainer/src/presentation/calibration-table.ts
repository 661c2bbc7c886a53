import type { Calibration } from '@umbra/core/calibration';
import type { RateEstimate } from '@umbra/core/statistics';
import { numberTable, rate } from './table.js';

/** Thresholds by false-accept rate; what cannot be vouched for says what it would take. */
export function calibrationTable({ thresholds }: Calibration): string {
  return numberTable(
    ['wanted FAR', 'threshold', 'FAR', 'FRR'],
    thresholds.map((entry) => {
      const wanted = rate(entry.targetFar);
      if (entry.kind === 'unsupported') {
        const { neededTrials, effectiveTrials } = entry;
        const have = Math.floor(effectiveTrials);
        return [wanted, 'too few', `takes ${neededTrials} independent searches`, `has ${have}`];
      }
      return [wanted, entry.threshold.toFixed(4), withBounds(entry.far), withBounds(entry.frr)];
    }),
  );
}

function withBounds({ rate: measured, low, high }: RateEstimate): string {
  return `${rate(measured)} (${rate(low)} to ${rate(high)})`;
}
