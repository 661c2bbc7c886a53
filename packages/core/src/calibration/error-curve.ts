/**
 * FAR and FRR over all thresholds: what a threshold costs and brings, to be drawn. Of thousands of
 * scores some two hundred are kept: closer together the rarer the error is, since the rates that
 * matter are the small ones.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { GrowingRate, type RateEstimate } from '../statistics/index.js';
import type { ErrorPoint, RateBounds } from './calibration.js';
import type { Trials } from './trials.js';

/** Of each side: by rank evenly, and by rank in equal steps of its logarithm. */
const evenPoints = 45;
const closePoints = 50;
const pointsAtOnce = 4;

/** In ascending thresholds, 200 at most. */
export async function errorCurve(
  { genuine, impostor }: { readonly genuine: Trials; readonly impostor: Trials },
  confidence: number,
): Promise<ErrorPoint[]> {
  const accepted = new Accepted(impostor, confidence);
  const found = new Accepted(genuine, confidence);
  const points: ErrorPoint[] = [];
  for (const threshold of thresholdsOf(genuine.scores, impostor.scores)) {
    points.push({
      threshold,
      far: boundsOf(accepted.atOrAbove(threshold)),
      frr: complement(found.atOrAbove(threshold)),
    });
    if (points.length % pointsAtOnce === 0) await nextTurn();
  }
  return points.reverse();
}

/** How many trials reach a threshold that falls. */
class Accepted {
  readonly #scores: Float64Array;
  readonly #descending: readonly number[];
  readonly #rate: GrowingRate;
  #reached = 0;

  constructor({ scores, classes, answers }: Trials, confidence: number) {
    this.#scores = scores;
    this.#descending = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    this.#rate = new GrowingRate({ clusters: classes, partners: answers }, confidence);
  }

  atOrAbove(threshold: number): RateEstimate {
    for (; this.#reached < this.#descending.length; this.#reached++) {
      const trial = this.#descending[this.#reached] as number;
      if ((this.#scores[trial] ?? 0) < threshold) break;
      this.#rate.succeed(trial);
    }
    return this.#rate.estimate();
  }
}

/** Descending. */
function thresholdsOf(genuine: Float64Array, impostor: Float64Array): number[] {
  const chosen = [...spread(impostor.slice().sort().reverse()), ...spread(genuine.slice().sort())];
  return [...new Set(chosen)].sort((a, b) => b - a);
}

/** Of scores whose first ones are the rarest. */
function spread(scores: Float64Array): number[] {
  const last = scores.length - 1;
  const ranks = [
    ...Array.from({ length: evenPoints }, (_, at) => Math.round((last * at) / (evenPoints - 1))),
    ...Array.from({ length: closePoints }, (_, at) =>
      Math.round((last + 1) ** (at / (closePoints - 1)) - 1),
    ),
  ];
  return ranks.map((rank) => scores[rank] as number);
}

function boundsOf({ rate, low, high }: RateEstimate): RateBounds {
  return { rate, low, high };
}

function complement({ rate, low, high }: RateEstimate): RateBounds {
  return { rate: 1 - rate, low: 1 - high, high: 1 - low };
}
