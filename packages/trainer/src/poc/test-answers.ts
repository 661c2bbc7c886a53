/**
 * What a trained model answers on the test pictures: the vectors, which an index and a map are made
 * of, and for each picture whether its nearest neighbour is of its class.
 */
import { type RetrievalMetrics, rankQueries, retrievalMetrics } from '@umbra/core/evaluation';
import { embedRows } from '@umbra/core/model';
import type { TrainedModel, TrainingExamples } from '@umbra/core/training';
import type { SplitData } from './split-data.js';

export interface TestVectors {
  /** d */
  readonly dimension: number;
  readonly known: Float32Array; // [N, d]
  readonly test: Float32Array; // [Q, d]
}

export interface TestAnswers {
  readonly vectors: TestVectors;
  readonly metrics: RetrievalMetrics;
  /** 1 where the nearest neighbour of a test picture is of its class [Q]. */
  readonly hits: Uint8Array;
  /** Average precision at R of each test picture, whose mean is MAP@R [Q]. */
  readonly precisions: Float64Array;
}

/** The shadows of all pictures; `signal` ends the work between two batches. */
export async function embedSplit(
  { network }: TrainedModel,
  { known, test }: SplitData,
  signal: AbortSignal,
): Promise<TestVectors> {
  const knownVectors = (await embedRows({ network, ...rowsOf(known), signal })).shadows;
  const testVectors = (await embedRows({ network, ...rowsOf(test), signal })).shadows;
  return {
    dimension: testVectors.length / test.labels.length,
    known: knownVectors,
    test: testVectors,
  };
}

/** The rows of a set as a network takes them. */
export function rowsOf(examples: TrainingExamples): {
  readonly rows: Uint8Array | Float32Array;
  readonly count: number;
} {
  const rows = examples.kind === 'features' ? examples.features : examples.pixels;
  return { rows, count: examples.labels.length };
}

/**
 * New pictures ask the known ones. Pictures of unseen classes ask each other: no known picture
 * could be a right answer.
 */
export async function answerTest(
  vectors: TestVectors,
  { known, test, protocol }: SplitData,
  signal: AbortSignal,
): Promise<TestAnswers> {
  const { dimension } = vectors;
  const asked = { vectors: vectors.test, labels: test.labels };
  const among = { vectors: vectors.known, labels: known.labels };
  const task =
    protocol === 'unseen classes'
      ? { gallery: asked, dimension }
      : { gallery: among, queries: asked, dimension };
  const results = await rankQueries(task, { signal });
  return {
    vectors,
    metrics: retrievalMetrics(results),
    hits: Uint8Array.from(results.firstHits, (rank) => (rank === 1 ? 1 : 0)),
    precisions: results.averagePrecisions,
  };
}
