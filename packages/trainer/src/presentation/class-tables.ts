import type { ClassReport, ConfusionReport } from '../run/evaluation-report.js';
import { numberTable, percent } from './table.js';

/** How the queries of each class fared, the worst first. */
export function classTable(classes: readonly ClassReport[]): string {
  return numberTable(
    ['label', 'searched for', 'in gallery', 'Recall@1', 'MAP@R', 'Silhouette', 'taken for'],
    classes.map(({ label, gallery, retrieval, silhouette, takenFor }) => [
      label,
      String(retrieval.queries),
      String(gallery),
      percent(retrieval.recallAt['1'] ?? 0),
      percent(retrieval.mapAtR),
      silhouette.toFixed(3),
      takenFor === null ? '' : `${takenFor.answer} ${percent(takenFor.share)}`,
    ]),
  );
}

/** The pairs of classes that are most often confused. */
export function confusionTable(confusions: readonly ConfusionReport[]): string {
  return numberTable(
    ['label', 'taken for', 'pictures', 'of the label'],
    confusions.map(({ label, answer, queries, share }) => [
      label,
      answer,
      String(queries),
      percent(share),
    ]),
    { textColumns: 2 },
  );
}
