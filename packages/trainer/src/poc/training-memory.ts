import { estimateMemory, totalBytes } from '@umbra/core/training';
import type { FinalSetting } from './final-runs.js';
import type { TrainingMemory } from './report.js';
import type { SearchContext } from './run-trial.js';
import { trialConfig } from './trial.js';

/** What trainings of these lengths need, as `umbra train` estimates it before it starts. */
export async function trainingMemory(
  { base, data }: SearchContext,
  settings: readonly FinalSetting[],
): Promise<ReadonlyMap<number, TrainingMemory>> {
  const { known } = data;
  const width = known.kind === 'features' ? known.width : known.pixels.length / known.labels.length;
  const facts = { kind: known.kind, count: known.labels.length, width };
  const found = new Map<number, TrainingMemory>();
  for (const { candidate } of settings) {
    const { dimension } = candidate;
    const lengths = [dimension];
    const config = trialConfig(base, candidate, { lengths, epochs: base.epochs, seed: base.seed });
    const estimate = await estimateMemory(config, facts);
    found.set(dimension, { bytes: totalBytes(estimate), lossBytes: estimate.loss });
  }
  return found;
}
