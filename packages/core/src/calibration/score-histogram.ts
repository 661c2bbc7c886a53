import type { ScoreHistogram } from './calibration.js';

const bins = 50;
/** Where all scores are the same, the bins lie around it. */
const widthMin = 0.01;

/** How many scores fall into each of fifty bins of one width, from the lowest to the highest. */
export function scoreHistogram({
  genuine,
  impostor,
}: {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}): ScoreHistogram {
  const all = [...genuine, ...impostor];
  const low = all.reduce((least, score) => Math.min(least, score), 1);
  const high = Math.max(
    low + widthMin,
    all.reduce((most, score) => Math.max(most, score), 0),
  );
  const count = (scores: Float64Array): number[] => {
    const counts = new Array<number>(bins).fill(0);
    for (const score of scores) {
      const bin = Math.min(bins - 1, Math.floor((bins * (score - low)) / (high - low)));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return counts;
  };
  return { low, high, genuine: count(genuine), impostor: count(impostor) };
}
