import { evaluateRetrieval, type RetrievalMetrics } from '@umbra/core/evaluation';
import type { EmbeddedImages, Embedder } from '@umbra/core/model';
import type { TrainingImages } from '@umbra/core/training';
import { embedAll } from './embed-images.js';

/** Who asks whom. */
export interface RetrievalSets {
  readonly gallery: TrainingImages;
  /** Without queries every picture of the gallery asks the rest. */
  readonly queries?: TrainingImages | undefined;
}

export interface Evaluation {
  /** By the shadows: the vectors that an index holds. */
  readonly metrics: RetrievalMetrics;
  /** By the full embeddings. */
  readonly embeddingMetrics: RetrievalMetrics;
}

export interface EvaluateOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Called before the comparing, which hears no signal. */
  readonly onCompare: (count: number) => void;
}

export async function evaluate(
  embedder: Embedder,
  { gallery, queries }: RetrievalSets,
  { signal, onProgress, onCompare }: EvaluateOptions,
): Promise<Evaluation> {
  const total = gallery.labels.length + (queries?.labels.length ?? 0);
  const embed = (images: TrainingImages, before: number): Promise<EmbeddedImages> =>
    embedAll(embedder, images, { signal, onProgress: (done) => onProgress(before + done, total) });
  const galleryVectors = await embed(gallery, 0);
  const queryVectors = queries === undefined ? null : await embed(queries, gallery.labels.length);
  onCompare(total);

  const measure = (kind: keyof EmbeddedImages, dimension: number): RetrievalMetrics =>
    evaluateRetrieval({
      gallery: { vectors: galleryVectors[kind], labels: gallery.labels },
      ...(queries === undefined || queryVectors === null
        ? {}
        : { queries: { vectors: queryVectors[kind], labels: queries.labels } }),
      dimension,
    });
  const metrics = measure('shadows', embedder.shadowDimension);
  const same = galleryVectors.shadows === galleryVectors.embeddings;
  return {
    metrics,
    embeddingMetrics: same ? metrics : measure('embeddings', embedder.embeddingDimension),
  };
}

/**
 * Gives the queries the label numbers of the gallery; labels that the gallery lacks get numbers of
 * their own.
 */
export function alignLabels(queries: TrainingImages, gallery: TrainingImages): TrainingImages {
  const classes = [...new Set([...gallery.classes, ...queries.classes])];
  const indexOf = new Map(classes.map((label, index) => [label, index]));
  const labels = queries.labels.map((label) => indexOf.get(queries.classes[label] ?? '') ?? -1);
  return { ...queries, labels, classes };
}
