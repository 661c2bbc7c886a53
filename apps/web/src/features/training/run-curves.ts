import type { RunRecord } from './run-record';

/** Aligned columns as uPlot takes them: first x, then one list a line; null is a gap. */
export interface LossCurve {
  readonly epochs: readonly number[];
  readonly loss: readonly number[];
  readonly smooth: readonly number[];
}

export interface RecallCurve {
  readonly epochs: readonly number[];
  readonly recallAt1: readonly (number | null)[];
}

/**
 * Loss over (fractional) epochs, and the same smoothed: an exponential mean without the bias
 * towards its start, over a fortieth of what there is, so that it calms a long run and does not lag
 * behind a short one.
 */
export function lossCurve(record: RunRecord): LossCurve {
  const stepsPerEpoch = stepsPerEpochOf(record);
  const weight = 1 / Math.max(2, record.steps.length / 40);
  let mean = 0;
  let mass = 0;
  const smooth = record.steps.map((point) => {
    mean += weight * (point.loss - mean);
    mass += weight * (1 - mass);
    return mean / mass;
  });
  return {
    epochs: record.steps.map((point) => point.step / stepsPerEpoch),
    loss: record.steps.map((point) => point.loss),
    smooth,
  };
}

export function recallCurve(record: RunRecord): RecallCurve {
  return {
    epochs: record.epochs.map((point) => point.epoch),
    recallAt1: record.epochs.map((point) => point.recallAt1),
  };
}

/**
 * From zero to a little above the smoothed top: single steps may be cut off, the course of it may
 * not.
 */
export function lossRange(curve: LossCurve): [number, number] {
  const top = curve.smooth.reduce((max, value) => Math.max(max, value), 0);
  return [0, top > 0 ? top * 1.15 : 1];
}

/** From the fifth below the lowest value to all of it. */
export function recallRange(curve: RecallCurve, baseline: number | null): [number, number] {
  const values = [...curve.recallAt1, baseline].filter((value) => value !== null);
  const lowest = values.reduce((min, value) => Math.min(min, value), 0.9);
  return [Math.max(0, Math.floor((lowest - 0.02) * 5) / 5), 1];
}

/** Both curves share one time axis: all epochs that are planned. */
export function plannedEpochs(record: RunRecord): number {
  return Math.max(1, record.facts?.epochs ?? record.run?.progress.epochs ?? 1);
}

function stepsPerEpochOf(record: RunRecord): number {
  const facts = record.facts;
  if (facts === null || facts.epochs === 0 || facts.steps === 0) return 1;
  return facts.steps / facts.epochs;
}
