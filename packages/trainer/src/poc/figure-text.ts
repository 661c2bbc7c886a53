/** Figures as people read them: the sentence, the page and the terminal say them alike. */
import { boundsOf, type Comparison, type Spread } from './statistics.js';

/** "98.9 %" */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** "1.3 points": the difference of two percentages. */
export function pointsText(share: number): string {
  return `${(Math.abs(share) * 100).toFixed(1)} points`;
}

/** "−1.2 to +0.4 points": what a difference may be; empty where that could not be told. */
export function boundsText(comparison: Comparison): string {
  const bounds = boundsOf(comparison);
  return bounds === null ? '' : `${signed(bounds.low)} to ${signed(bounds.high)} points`;
}

function signed(share: number): string {
  const points = (share * 100).toFixed(1);
  return share > 0 ? `+${points}` : points.replace('-', '−');
}

/** "98.9 % (± 0.4 over 3 seeds)" */
export function spreadText({ mean, deviation, values }: Spread): string {
  const around =
    values.length < 2 ? 'one run' : `± ${(deviation * 100).toFixed(1)} over ${values.length} seeds`;
  return `${percentText(mean)} (${around})`;
}

/** "2.4 MB", in steps of 1,000. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** "1 epoch", "12 epochs" */
export function epochsText(epochs: number): string {
  return `${countText(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`;
}

/** "12,345" */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** A text in which no line breaks between a number and its unit. */
export function unbroken(text: string): string {
  return text.replaceAll(/(?<=\d) (?=(?:%|s|points|bytes|[kMG]B)(?!\w))/g, '\u00a0');
}
