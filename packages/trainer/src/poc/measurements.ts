/**
 * What is measured once the settings are chosen: the saved model, the index of each length, the
 * map. Each part has its share of the seconds that were kept for it; what does not fit is left out.
 */
import type { BackendInfo } from '@umbra/core/backend';
import { pickExamples } from '@umbra/core/training';
import type { LoadedExamples } from '../features/load-examples.js';
import type { FinalStage } from './final-stage.js';
import { checkInference, type InferenceCheck } from './inference-check.js';
import { mapPictures } from './map-pictures.js';
import { type IndexFigures, measureIndex } from './measure-index.js';
import type { PocEvent } from './poc-event.js';
import type { EmbeddingMaps, TrainingMemory } from './report.js';
import type { SearchContext } from './run-trial.js';
import { trainingMemory } from './training-memory.js';

export interface Measurements {
  /** By length; lengths that there was no time for are left out. */
  readonly indexes: ReadonlyMap<number, IndexFigures>;
  /** By length. */
  readonly memory: ReadonlyMap<number, TrainingMemory>;
  readonly inference: InferenceCheck | null;
  readonly map: EmbeddingMaps | null;
}

export interface MeasurementOptions {
  readonly stage: FinalStage;
  readonly loaded: LoadedExamples;
  readonly backend: BackendInfo;
  /** The folder of backbones. */
  readonly backbones: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Seconds of the budget that were kept for this and the page. */
  readonly reserve: number;
}

/** Vectors of a measured index, where the time allows: enough for a graph of several levels. */
const indexVectors = 10_000;

/** Share of the reserve for the indexes; the longest vectors, which take longest, come first. */
const indexShare = 0.5;

/** Share of the reserve that is left for the page. */
const writingShare = 0.15;

const mapPicturesMax = 1500;

/** Pictures on a map for each second that is left for it, on a small and busy machine. */
const mapPicturesPerSecond = 25;

/** Pictures that go through the saved and loaded model. */
const checkedPictures = 16;

export async function* measure(
  context: SearchContext,
  options: MeasurementOptions,
): AsyncGenerator<PocEvent, Measurements> {
  const { stage, reserve } = options;
  const { shadow, triplet, recommended } = stage;
  const memory = await trainingMemory(context, stage.lengths);
  yield { kind: 'measuring', what: 'the saved model' };
  const inference = await inTime(context, 0, () => inferenceOf(context, options));
  const indexes = yield* measureIndexes(context, options);
  yield { kind: 'measuring', what: 'the map' };
  const secondsForMap = Math.max(0, context.budget.left() - reserve * writingShare);
  const map = await inTime(context, reserve * writingShare, (signal) =>
    mapPictures({
      data: context.data,
      settings: shadow === null || triplet === null ? [recommended] : [shadow, triplet],
      pictures: Math.min(mapPicturesMax, Math.round(mapPicturesPerSecond * secondsForMap)),
      seed: context.base.seed,
      signal,
    }),
  );
  return { inference, indexes, memory, map };
}

/** The result of `work`, or null when the budget, less `reserve` seconds, ends first. */
async function inTime<Result>(
  { budget, signal }: SearchContext,
  reserve: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const limited = budget.until(reserve, signal);
  try {
    limited.throwIfAborted();
    return await work(limited);
  } catch (error) {
    signal.throwIfAborted();
    if (limited.aborted) {
      return null;
    }
    throw error;
  }
}

function inferenceOf(
  { data }: SearchContext,
  { stage, loaded, backend, backbones, createdAt }: MeasurementOptions,
): Promise<InferenceCheck> {
  const { model, vectors } = stage.recommended;
  const rows = data.testRows.subarray(0, checkedPictures);
  return checkInference({
    model,
    backbone: loaded.backbone,
    backbones,
    backend,
    createdAt,
    pixels: pickExamples(loaded.images, rows).pixels,
    shadows: vectors.test.subarray(0, rows.length * vectors.dimension),
  });
}

/**
 * All with as many vectors as there was time for with the longest, so that they can be compared.
 */
async function* measureIndexes(
  context: SearchContext,
  { stage, reserve }: MeasurementOptions,
): AsyncGenerator<PocEvent, ReadonlyMap<number, IndexFigures>> {
  const figures = new Map<number, IndexFigures>();
  const seconds = (reserve * indexShare) / stage.lengths.length;
  let vectors = indexVectors;
  for (const { candidate, vectors: rows } of stage.lengths.toReversed()) {
    const { dimension } = candidate;
    yield { kind: 'measuring', what: `the index of ${dimension} numbers` };
    const measured = await inTime(context, reserve * (1 - indexShare), (signal) =>
      measureIndex({
        dimension,
        stored: rows.known,
        queries: rows.test,
        vectors,
        fillSeconds: figures.size === 0 ? seconds / 2 : Number.POSITIVE_INFINITY,
        seed: context.base.seed,
        signal,
      }),
    );
    if (measured !== null) {
      figures.set(dimension, measured);
      vectors = measured.vectors;
    }
  }
  return figures;
}
