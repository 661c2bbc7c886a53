import { boundsText, percentText, pointsText } from '../figure-text.js';
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
  return (
    <td className="text">
      {verdictText(comparison)}
      <small>{boundsText(comparison) || 'one run'}</small>
    </td>
  );
}

function verdictText({ verdict, difference }: Comparison): string {
  switch (verdict) {
    case 'inside the spread':
      return 'no clear difference';
    case 'not settled':
      return `${pointsText(difference)} ${difference < 0 ? 'worse' : 'better'}, not settled`;
    default:
      return `${pointsText(difference)} ${verdict}`;
  }
}
