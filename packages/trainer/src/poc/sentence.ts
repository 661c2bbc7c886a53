/**
 * The recommendation in one sentence. A gain is called one only where it is: inside the spread of
 * the seeds or of the pictures nothing is better than anything.
 */
import { type Candidate, recipeTitle } from './candidate.js';
import { percentText } from './figure-text.js';
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
  const setting = `${recipeTitle(candidate)}, ${candidate.dimension} numbers a picture`;
  const reach = reachOf(options);
  const before = `${percentText(baseline.recallAt1)} untrained`;
  if (gain.recallAt1.verdict === 'better') {
    return `Train with ${setting}: ${reach}, against ${before}.`;
  }
  if (gain.recallAt1.verdict === 'worse') {
    return `Do not train yet: with ${setting}, the best that was found, ${reach}, fewer than the ${before}.`;
  }
  if (gain.mapAtR.verdict === 'better') {
    const purity = `${percentText(figures.mapAtR.mean)} against ${percentText(baseline.mapAtR)}`;
    return (
      `Train with ${setting}: ${reach}, no clear gain over the ${before}, ` +
      `but the rest of their class comes first far more often (MAP@R ${purity}).`
    );
  }
  return (
    `Training with ${setting} is no clear gain yet: ${reach}, and ${before}; ` +
    'the difference is inside the spread.'
  );
}

/** "98.9 % of 340 new pictures find one of their own class first (± 0.4 over 3 seeds)" */
function reachOf({ figures, data }: SentenceOptions): string {
  const { mean, deviation, values } = figures.recallAt1;
  const asked =
    data.protocol === 'unseen classes' ? 'pictures of classes that it never saw' : 'new pictures';
  const around = `± ${(deviation * 100).toFixed(1)} over ${values.length} seeds`;
  return `${percentText(mean)} of ${data.test} ${asked} find one of their own class first (${around})`;
}
