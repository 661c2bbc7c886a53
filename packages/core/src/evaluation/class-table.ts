import { classRows } from './class-rows.js';
import { retrievalMetrics } from './evaluate-retrieval.js';
import type { LabelledVectors } from './labelled-vectors.js';
import type { QueryResults } from './query-results.js';
import type { RetrievalMetrics } from './retrieval-metrics.js';

/** How the queries of one class fared. */
export interface ClassEvaluation {
  readonly label: number;
  /** Pictures of the class in the gallery. */
  readonly gallery: number;
  readonly retrieval: RetrievalMetrics;
  readonly silhouette: number;
}

/** Queries of one class whose nearest picture is of another. */
export interface Confusion {
  readonly label: number;
  readonly answer: number;
  readonly queries: number;
  /** Of the counted queries of `label`. */
  readonly share: number;
}

interface Evaluated {
  readonly gallery: LabelledVectors;
  readonly queries: LabelledVectors;
  readonly results: QueryResults;
  readonly silhouettes: Float64Array; // [Q]
}

/** The classes of the queries that count, the worst first (by MAP@R). */
export function classTable(evaluated: Evaluated): ClassEvaluation[] {
  const { gallery, queries, results, silhouettes } = evaluated;
  const galleryMembers = classRows(gallery.labels);
  const members = classRows(queries.labels);
  return members.labels
    .map((label) => {
      const rows = members.of(label);
      return {
        label,
        gallery: galleryMembers.of(label).length,
        retrieval: retrievalMetrics(results, rows),
        silhouette: rows.reduce((sum, row) => sum + (silhouettes[row] as number), 0) / rows.length,
      };
    })
    .filter(({ retrieval }) => retrieval.queries > 0)
    .sort((a, b) => a.retrieval.mapAtR - b.retrieval.mapAtR || a.label - b.label);
}

/** Every confused pair of classes, the most frequent first. */
export function confusionTable(evaluated: Omit<Evaluated, 'silhouettes'>): Confusion[] {
  const { gallery, queries, results } = evaluated;
  const counted = new Map<number, number>();
  const confused = new Map<string, { label: number; answer: number; queries: number }>();
  queries.labels.forEach((label, query) => {
    const answerRow = results.neighbours[query * results.neighboursPerQuery] as number;
    if (results.rightAnswers[query] === 0 || answerRow === -1) {
      return;
    }
    counted.set(label, (counted.get(label) ?? 0) + 1);
    const answer = gallery.labels[answerRow] as number;
    if (answer !== label) {
      const key = `${label} ${answer}`;
      const pair = confused.get(key) ?? { label, answer, queries: 0 };
      confused.set(key, { ...pair, queries: pair.queries + 1 });
    }
  });
  return [...confused.values()]
    .map((pair) => ({ ...pair, share: pair.queries / (counted.get(pair.label) ?? 1) }))
    .sort((a, b) => b.queries - a.queries || b.share - a.share || a.label - b.label);
}
