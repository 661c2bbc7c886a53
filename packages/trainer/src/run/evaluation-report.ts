import type {
  Confusion,
  PrefixMetrics,
  RetrievalMetrics,
  SeparationMetrics,
  VectorEvaluation,
  VerificationMetrics,
} from '@umbra/core/evaluation';

/** Pairs of confused classes that are told at most. */
const confusionsMax = 10;

export interface ConfusionReport {
  readonly label: string;
  readonly answer: string;
  readonly queries: number;
  readonly share: number;
}

export interface ClassReport {
  readonly label: string;
  readonly gallery: number;
  readonly retrieval: RetrievalMetrics;
  readonly silhouette: number;
  /** What its pictures are most often taken for; null when they never are. */
  readonly takenFor: ConfusionReport | null;
}

/** An evaluation as plain JSON, with the names of the labels. */
export interface EvaluationReport {
  /** By the shadows: the vectors that an index holds. */
  readonly metrics: RetrievalMetrics;
  readonly verification: VerificationMetrics | null;
  readonly separation: SeparationMetrics | null;
  /** The same by the full embeddings. */
  readonly embeddingMetrics: RetrievalMetrics;
  readonly embeddingVerification: VerificationMetrics | null;
  readonly embeddingSeparation: SeparationMetrics | null;
  /** Of every prefix of a nested shadow, else empty. */
  readonly prefixes: readonly PrefixMetrics[];
}

export interface ClassesReport {
  /** The worst first, by the shadows. */
  readonly classes: readonly ClassReport[];
  /** The most frequent first. */
  readonly confusions: readonly ConfusionReport[];
}

export interface Evaluation {
  readonly shadows: VectorEvaluation;
  /** The same object where the embedder has one kind of vectors. */
  readonly embeddings: VectorEvaluation;
  /** Of every prefix of a nested shadow, else empty. */
  readonly prefixes: readonly PrefixMetrics[];
}

export function evaluationReport({ shadows, embeddings, prefixes }: Evaluation): EvaluationReport {
  return {
    metrics: shadows.retrieval,
    verification: shadows.verification,
    separation: shadows.separation,
    embeddingMetrics: embeddings.retrieval,
    embeddingVerification: embeddings.verification,
    embeddingSeparation: embeddings.separation,
    prefixes,
  };
}

export function classesReport(
  { classes, confusions }: VectorEvaluation,
  labels: readonly string[],
): ClassesReport {
  const nameOf = (label: number): string => labels[label] ?? String(label);
  const named = ({ label, answer, ...rest }: Confusion): ConfusionReport => ({
    label: nameOf(label),
    answer: nameOf(answer),
    ...rest,
  });
  // The most frequent come first.
  const takenFor = new Map<number, ConfusionReport>();
  for (const confusion of confusions) {
    if (!takenFor.has(confusion.label)) {
      takenFor.set(confusion.label, named(confusion));
    }
  }
  return {
    classes: classes.map(({ label, ...rest }) => ({
      label: nameOf(label),
      ...rest,
      takenFor: takenFor.get(label) ?? null,
    })),
    confusions: confusions.slice(0, confusionsMax).map(named),
  };
}
