/**
 * Watches for trainings that go nowhere, so that they stop with a reason instead of burning hours.
 *
 * - collapse: all pictures get the same vector, and the loss stands where it stands for equal
 *   vectors (a triplet loss: at its margin). It is the fixed point that hard mining falls into
 *   ("Sampling Matters in Deep Embedding Learning", Wu et al., 2017)
 * - a dead loss: nothing in the batches costs anything any more, so nothing is learnt either
 */
import { UmbraError } from '../errors/index.js';
import type { TrainingConfig } from '../model/index.js';

/** A look at the vectors costs a read of all of them. */
const stepsBetweenLooks = 8;
/** So many looks in a row must find the same. */
const looksMax = 8;
/** 1 - |mean unit vector|^2: about the mean cosine distance of two pictures. */
const spreadMin = 1e-3;
/** A loss that falls by less, relative to the first look of the row, stands still. */
const progressMin = 0.05;
/** Steps in a row without anything active that make a loss dead. */
const idleStepsMax = 200;

export interface WatchState {
  /** Looks in a row that found hardly any spread. */
  readonly narrowLooks: number;
  /** Loss at the first of them. */
  readonly lossBefore: number;
  /** Steps in a row in which nothing was active. */
  readonly idleSteps: number;
}

export const watchStart: WatchState = { narrowLooks: 0, lossBefore: 0, idleSteps: 0 };

/** Whether a step's vectors are to be read. */
export function isLook(step: number): boolean {
  return step % stepsBetweenLooks === 0;
}

export interface WatchedStep {
  readonly step: number;
  readonly loss: number;
  readonly activeShare: number;
  /** Of the batch, or null where no look was taken. */
  readonly spread: number | null;
}

/**
 * The state after a step.
 * @throws UmbraError `training_failed` when the loss is no longer a number; `training_collapsed`.
 */
export function watchStep(
  state: WatchState,
  { step, loss, activeShare, spread }: WatchedStep,
  config: TrainingConfig,
): WatchState {
  if (!Number.isFinite(loss)) {
    const { learningRate, clipNorm } = config.optimizer;
    throw new UmbraError(
      'training_failed',
      `The loss is no longer a number after step ${step}: train with a smaller ` +
        `optimizer.learningRate than ${learningRate}` +
        `${clipNorm === null ? ', or with optimizer.clipNorm 1' : ''}.`,
    );
  }
  const idleSteps = activeShare === 0 ? state.idleSteps + 1 : 0;
  if (spread === null) {
    return { ...state, idleSteps };
  }
  const narrow = spread < spreadMin && activeShare > 0;
  const lossBefore = state.narrowLooks > 0 ? state.lossBefore : loss;
  const stands = loss > lossBefore * (1 - progressMin);
  const narrowLooks = narrow && stands ? state.narrowLooks + 1 : 0;
  if (narrowLooks === looksMax) {
    throw new UmbraError(
      'training_collapsed',
      `The training has collapsed: at step ${step} all pictures get nearly the same vector ` +
        `(spread ${spread.toExponential(1)}), and the loss stays at ${loss.toPrecision(4)}. ` +
        `${collapseAdvice(config)}.`,
    );
  }
  return { narrowLooks, lossBefore, idleSteps };
}

function collapseAdvice({ mining, optimizer, loss }: TrainingConfig): string {
  const slower = `a smaller optimizer.learningRate than ${optimizer.learningRate}`;
  if (mining.kind === 'hard') {
    return `Mine semi-hard instead of hard negatives, or train with ${slower}`;
  }
  return loss.kind === 'shadow' && !loss.normalize
    ? `Set loss.normalize to true, or train with ${slower}`
    : `Train with ${slower}`;
}

/** Whether the loss has been dead for long. */
export function isIdle(state: WatchState, stepsPerEpoch: number): boolean {
  return state.idleSteps >= Math.max(idleStepsMax, stepsPerEpoch);
}

/** Why a dead loss is no success, for a network that is no better than what needs no training. */
export function deadLoss({ idleSteps }: WatchState, { loss }: TrainingConfig): UmbraError {
  const wider =
    'margin' in loss && typeof loss.margin === 'number'
      ? `a larger loss.margin than ${loss.margin}`
      : 'another loss';
  return new UmbraError(
    'loss_dead',
    `Nothing in the last ${idleSteps} batches costs anything, so nothing more is learnt, yet ` +
      'pictures that were held back are found no better than without training. Train with more ' +
      `pictures or more augmentation, which cannot be learnt by heart, or with ${wider}.`,
  );
}

/** 1 - |mean|^2 of the rows [B, d] at length 1; 0 where all are zero. */
export function spreadOf(vectors: Float32Array, dimension: number): number {
  const mean = new Float64Array(dimension);
  let counted = 0;
  for (let start = 0; start < vectors.length; start += dimension) {
    const row = vectors.subarray(start, start + dimension);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length > 1e-12) {
      counted++;
      row.forEach((value, at) => {
        mean[at] = (mean[at] as number) + value / length;
      });
    }
  }
  if (counted === 0) {
    return 0;
  }
  return 1 - mean.reduce((sum, value) => sum + (value / counted) ** 2, 0);
}
