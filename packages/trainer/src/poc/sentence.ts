/**
 * The recommendation in one sentence. A gain is called one only where it is: inside the spread of
 * the seeds or of the pictures nothing is better than anything, and where the spread is so wide
 * that it could hide a difference, the sentence says how wide.
 */
import { type Candidate, recipeTitle } from './candidate.js';
import { boundsText, percentText } from './figure-text.js';
import type { BaselineRow, DataFacts, Figures, Gain } from './report.js';

export interface SentenceOptions {
  readonly candidate: Candidate;
  readonly figures: Figures;
  readonly data: Pick<DataFacts, 'protocol' | 'test'>;
  /** The best of what needs no training. */
  readonly baseline: BaselineRow;
  readonly gain: Gain;
}

export function recommendationSentence(options: SentenceOptions): string {
  const { candidate, figures, baseline, gain } = options;
  const { verdict, difference } = gain.recallAt1;
  const setting = `${recipeTitle(candidate)}, ${candidate.dimension} numbers a picture`;
  const reach = reachOf(options);
  const before = `${percentText(baseline.recallAt1)} untrained`;
  if (verdict === 'better') {
    return `Train with ${setting}: ${reach}, against ${before}.`;
  }
  const open = verdict === 'not settled' ? openText(options) : '';
  if (verdict === 'worse' || (verdict === 'not settled' && difference < 0)) {
    return (
      `Do not train yet: with ${setting}, the best that was found, ${reach}, ` +
      `fewer than the ${before}${open}.`
    );
  }
  if (gain.mapAtR.verdict === 'better') {
    const purity = `${percentText(figures.mapAtR.mean)} against ${percentText(baseline.mapAtR)}`;
    const compared =
      verdict === 'not settled' ? 'a gain not yet settled over' : 'no clear difference from';
    return (
      `Train with ${setting}: ${reach}, ${compared} the ${before}, ` +
      `but the rest of their class comes first more often (MAP@R ${purity}).`
    );
  }
  return verdict === 'not settled'
    ? `Training with ${setting} may be a gain: ${reach}, against ${before}${open}.`
    : `Training with ${setting} is no clear gain yet: ${reach}, and ${before}; ` +
        'the difference is inside the spread.';
}

/** What is not known is named. */
function openText({ gain, data }: SentenceOptions): string {
  const bounds = boundsText(gain.recallAt1);
  const range = bounds === '' ? '' : `: anything from ${bounds}`;
  return `; ${data.test} test pictures are too few to settle the difference${range}`;
}

/** "98.9 % of 340 new pictures find one of their own class first (± 0.4 over 3 seeds)" */
function reachOf({ figures, data }: SentenceOptions): string {
  const { mean, deviation, values } = figures.recallAt1;
  const asked =
    data.protocol === 'unseen classes' ? 'pictures of classes that it never saw' : 'new pictures';
  const around = `± ${(deviation * 100).toFixed(1)} over ${values.length} seeds`;
  return `${percentText(mean)} of ${data.test} ${asked} find one of their own class first (${around})`;
}
