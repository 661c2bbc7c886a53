import {
  evaluateVectors,
  prefixMetrics,
  type QueryResults,
  type RetrievalTask,
  rankQueries,
  type VectorEvaluation,
} from '@umbra/core/evaluation';
import type { EmbeddedImages, Embedder } from '@umbra/core/model';
import type { TrainingImages } from '@umbra/core/training';
import { embedAll } from './embed-images.js';
import type { Evaluation } from './evaluation-report.js';

/** Who asks whom. */
export interface RetrievalSets {
  readonly gallery: TrainingImages;
  /** Without queries every picture of the gallery asks the rest. */
  readonly queries?: TrainingImages | undefined;
}

export interface EvaluateOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EvaluationProgress) => void;
}

export interface EvaluationProgress {
  readonly what: 'embedded' | 'compared';
  readonly done: number;
  readonly total: number;
}

/** Everything that is measured of a model on pictures, by shadows and by full embeddings. */
export async function evaluate(
  embedder: Embedder,
  sets: RetrievalSets,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const vectors = await embedSets(embedder, sets, options);
  const measure = (kind: keyof EmbeddedImages, dimension: number): Promise<VectorEvaluation> =>
    evaluateVectors(retrievalTask(sets, vectors, { kind, dimension }), comparing(options));
  const shadows = await measure('shadows', embedder.shadowDimension);
  const same = vectors.gallery.shadows === vectors.gallery.embeddings;
  const embeddings = same ? shadows : await measure('embeddings', embedder.embeddingDimension);
  const task = shadowTask(embedder, sets, vectors);
  const prefixes = await prefixMetrics(task, embedder.prefixes, comparing(options));
  return { shadows, embeddings, prefixes };
}

/** The same by the shadows alone. */
export async function evaluateShadows(
  embedder: Embedder,
  sets: RetrievalSets,
  options: EvaluateOptions,
): Promise<VectorEvaluation> {
  const vectors = await embedSets(embedder, sets, options);
  return evaluateVectors(shadowTask(embedder, sets, vectors), comparing(options));
}

/** The ranking of every query by the shadows. */
export async function rank(
  embedder: Embedder,
  sets: RetrievalSets,
  options: EvaluateOptions,
): Promise<QueryResults> {
  const vectors = await embedSets(embedder, sets, options);
  return rankQueries(shadowTask(embedder, sets, vectors), comparing(options));
}

interface EmbeddedSets {
  readonly gallery: EmbeddedImages;
  readonly queries: EmbeddedImages | null;
}

async function embedSets(
  embedder: Embedder,
  { gallery, queries }: RetrievalSets,
  { signal, onProgress }: EvaluateOptions,
): Promise<EmbeddedSets> {
  const total = gallery.labels.length + (queries?.labels.length ?? 0);
  const embed = (images: TrainingImages, before: number): Promise<EmbeddedImages> =>
    embedAll(embedder, images, {
      signal,
      onProgress: (done) => onProgress({ what: 'embedded', done: before + done, total }),
    });
  return {
    gallery: await embed(gallery, 0),
    queries: queries === undefined ? null : await embed(queries, gallery.labels.length),
  };
}

function retrievalTask(
  { gallery, queries }: RetrievalSets,
  vectors: EmbeddedSets,
  { kind, dimension }: { readonly kind: keyof EmbeddedImages; readonly dimension: number },
): RetrievalTask {
  return {
    gallery: { vectors: vectors.gallery[kind], labels: gallery.labels },
    ...(queries === undefined || vectors.queries === null
      ? {}
      : { queries: { vectors: vectors.queries[kind], labels: queries.labels } }),
    dimension,
  };
}

function shadowTask(
  { shadowDimension }: Embedder,
  sets: RetrievalSets,
  vectors: EmbeddedSets,
): RetrievalTask {
  return retrievalTask(sets, vectors, { kind: 'shadows', dimension: shadowDimension });
}

function comparing({ signal, onProgress }: EvaluateOptions) {
  return {
    signal,
    onProgress: (done: number, total: number) => onProgress({ what: 'compared', done, total }),
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
