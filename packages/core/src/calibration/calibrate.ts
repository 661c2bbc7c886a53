/**
 * Match thresholds from measured searches (open-set identification, ISO/IEC 19795-1). Pairs of
 * pictures depend on each other in many ways: all pairs of one picture share it, and one neighbour
 * can answer many. So a trial here is a whole search, one a picture: the best score that its own
 * class reaches (genuine), and the best that all other classes reach, as if its class had never
 * been enrolled (impostor). What pictures of one class still have in common is what
 * `clustered-rate.ts` accounts for.
 *
 * A stranger to the whole gallery meets one class more than a picture whose own class is left out:
 * with few classes the FAR is a little underestimated.
 */
import { invariant, UmbraError } from '../errors/index.js';
import { clusteredRate } from '../statistics/index.js';
import type { CalibratedThreshold, Calibration } from './calibration.js';
import { errorCurve } from './error-curve.js';
import { scoreHistogram } from './score-histogram.js';
import { countOf, type SearchTrials, type Trials, trialsOf } from './trials.js';

export interface CalibrationOptions {
  /** Wanted false-accept rates; 10 %, 1 %, 0.1 % and 0.01 % when left out. */
  readonly targetFars?: readonly number[];
  /** Of the bounds, two-sided; 0.95 when left out. */
  readonly confidence?: number;
}

/**
 * The rule of three: a rate that no trial showed in 3 / rate of them is at most so high, with 95 %
 * confidence. With fewer trials a threshold would be a guess.
 */
const trialsPerFar = 3;

/**
 * Between two points of the curve the event loop gets its turn.
 *
 * @throws UmbraError `too_few_classes` where no query has another class to be confused with,
 * `too_few_images` where none has a second picture of its class to be found.
 */
export async function calibrate(
  { results, labels, galleryLabels }: SearchTrials,
  { targetFars = [0.1, 0.01, 0.001, 0.0001], confidence = 0.95 }: CalibrationOptions = {},
): Promise<Calibration> {
  const genuine = trialsOf(results.bestGenuine, labels, labels);
  const answers = results.nearestImpostor.map((row) => galleryLabels[row] ?? -1);
  const impostor = trialsOf(results.bestImpostor, labels, answers);
  if (impostor.scores.length === 0) {
    throw new UmbraError(
      'too_few_classes',
      'A threshold needs pictures of at least two classes: there are no others to be confused with.',
    );
  }
  if (genuine.scores.length === 0) {
    throw new UmbraError(
      'too_few_images',
      'A threshold needs classes with at least two pictures: no picture has one of its class to find.',
    );
  }
  const descending = impostor.scores.slice().sort().reverse();
  const thresholds = [...targetFars]
    .sort((a, b) => b - a)
    .map((targetFar) => {
      invariant(targetFar > 0 && targetFar < 1, 'a rate to calibrate for lies between 0 and 1');
      return calibrateTarget({ targetFar, confidence, genuine, impostor, descending });
    });
  return {
    kind: 'search',
    gallery: galleryLabels.length,
    confidence,
    genuine: countOf(genuine),
    impostor: countOf(impostor),
    thresholds,
    curve: await errorCurve({ genuine, impostor }, confidence),
    histogram: scoreHistogram({ genuine: genuine.scores, impostor: impostor.scores }),
  };
}

interface Target {
  readonly targetFar: number;
  readonly confidence: number;
  readonly genuine: Trials;
  readonly impostor: Trials;
  /** The impostor scores. */
  readonly descending: Float64Array;
}

function calibrateTarget(target: Target): CalibratedThreshold {
  const { targetFar, confidence, genuine, impostor, descending } = target;
  const neededTrials = Math.ceil(trialsPerFar / targetFar);
  const threshold = lowestThreshold(descending, targetFar);
  // Without a threshold the trials are too few even if they were independent.
  const far = rateOf(impostor, (score) => score >= (threshold ?? Number.POSITIVE_INFINITY));
  if (threshold === null || far.effectiveTrials < neededTrials) {
    const { effectiveTrials } = far;
    return { kind: 'unsupported', targetFar, effectiveTrials, neededTrials };
  }
  const frr = rateOf(genuine, (score) => score < threshold);
  return { kind: 'supported', targetFar, threshold, far, frr };

  function rateOf({ scores, classes, answers }: Trials, succeeds: (score: number) => boolean) {
    const succeeded = Uint8Array.from(scores, (score) => (succeeds(score) ? 1 : 0));
    return clusteredRate({ succeeded, clusters: classes, partners: answers }, confidence);
  }
}

/**
 * The impostor score that at most a share `far` of them reach; null where not even the highest
 * does. Between two scores any threshold has the same rates here; the upper one is the safer.
 */
function lowestThreshold(descending: Float64Array, far: number): number | null {
  let accepted = Math.floor(far * descending.length);
  while (accepted > 0 && descending[accepted] === descending[accepted - 1]) {
    accepted--;
  }
  return accepted === 0 ? null : (descending[accepted - 1] as number);
}
