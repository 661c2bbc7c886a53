import { percentText, pointsText } from '../figure-text.js';
import type { Comparison, Spread } from '../statistics.js';

/** A share with the deviation of its runs below. */
export function ShareCell({ spread }: { spread: Spread }) {
  const { mean, deviation, values } = spread;
  return (
    <td>
      {percentText(mean)}
      <small>{values.length < 2 ? 'one run' : `± ${(deviation * 100).toFixed(1)}`}</small>
    </td>
  );
}

export function SecondsCell({ spread }: { spread: Spread }) {
  const { mean, deviation, values } = spread;
  return (
    <td>
      {mean.toFixed(1)} s
      <small>{values.length < 2 ? 'one run' : `± ${deviation.toFixed(1)}`}</small>
    </td>
  );
}

/** "1.2 points worse", or that nothing can be said. */
export function VerdictCell({ comparison }: { comparison: Comparison | null }) {
  if (comparison === null) {
    return <td className="text">chosen</td>;
  }
  const { verdict, difference } = comparison;
  const points = pointsText(difference);
  return (
    <td className="text">
      {verdict === 'inside the spread' ? 'no clear difference' : `${points} ${verdict}`}
      <small>{intervalText(comparison)}</small>
    </td>
  );
}

/** "-1.2 to +0.4 points": the wider of both intervals, which decides. */
function intervalText({ overSeeds, overClasses }: Comparison): string {
  if (overSeeds.low === null || overSeeds.high === null) {
    return 'one run';
  }
  const low = Math.min(overSeeds.low, overClasses.low ?? overSeeds.low);
  const high = Math.max(overSeeds.high, overClasses.high ?? overSeeds.high);
  return `${signed(low)} to ${signed(high)} points`;
}

function signed(share: number): string {
  const points = (share * 100).toFixed(1);
  return share > 0 ? `+${points}` : points.replace('-', '−');
}
