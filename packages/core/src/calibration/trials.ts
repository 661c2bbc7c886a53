import type { QueryResults } from '../evaluation/index.js';
import type { Calibration } from './calibration.js';

export interface SearchTrials {
  /** Of every query, the best hits among them. */
  readonly results: Pick<QueryResults, 'bestGenuine' | 'bestImpostor' | 'nearestImpostor'>;
  /** Class of every query: [Q]. */
  readonly labels: Int32Array;
  /** Class of every picture that was searched: [N]. */
  readonly galleryLabels: Int32Array;
}

/** Scores of searches, the classes that asked and the classes that answered. */
export interface Trials {
  readonly scores: Float64Array; // [T], 0..1
  readonly classes: Int32Array; // [T]
  readonly answers: Int32Array; // [T]
}

/** Searches that had an answer; the others have NaN for a similarity. */
export function trialsOf(
  similarities: Float32Array,
  labels: Int32Array,
  answers: Int32Array,
): Trials {
  const rows = Int32Array.from(labels.keys()).filter(
    (row) => !Number.isNaN(similarities[row] as number),
  );
  return {
    scores: Float64Array.from(rows, (row) =>
      Math.min(1, Math.max(0, (1 + (similarities[row] as number)) / 2)),
    ),
    classes: rows.map((row) => labels[row] as number),
    answers: rows.map((row) => answers[row] as number),
  };
}

export function countOf({ scores, classes }: Trials): Calibration['genuine'] {
  return { trials: scores.length, classes: new Set(classes).size };
}
