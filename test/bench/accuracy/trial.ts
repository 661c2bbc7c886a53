/** One training by the product's own loop, and what it is worth. */
import { evaluateVectors } from '@umbra/core/evaluation';
import type { LossConfig } from '@umbra/core/loss';
import { embedRows } from '@umbra/core/model';
import {
  checkTrainingConfig,
  type TrainedModel,
  type TrainingExamples,
  train,
} from '@umbra/core/training';
import type { AccuracyTask } from './data-sets.js';

export interface Trial {
  readonly task: AccuracyTask;
  readonly loss: Partial<LossConfig>;
  readonly seed: number;
}

/** A look at the validation part during a training. */
export interface Look {
  /** Pictures seen until then, over those that there are. */
  readonly epochs: number;
  readonly recall: number;
  readonly mapAtR: number;
}

export interface Trained {
  /** Of the best look; the caller's to dispose. */
  readonly model: TrainedModel;
  readonly curve: readonly Look[];
  /** Of the mined triplets, mean over the last look's steps. */
  readonly activeShare: number;
}

export interface Tested {
  readonly recall: number;
  readonly mapAtR: number;
  readonly silhouette: number;
}

export function configOf({ task, loss, seed }: Trial) {
  return checkTrainingConfig({ ...task.config, loss, seed });
}

export async function trainTrial(trial: Trial): Promise<Trained> {
  const config = configOf(trial);
  const batch = config.sampling.classes * config.sampling.images;
  const between = Number(config.stepsPerEpoch);
  const curve: Look[] = [];
  let pictures = 1;
  let active = 0;
  const training = train({ examples: trial.task.train, config });
  let next = await training.next();
  while (!next.done) {
    const event = next.value;
    if (event.kind === 'started') {
      pictures = event.trainImages;
    } else if (event.kind === 'step') {
      active += event.epoch === config.epochs ? event.activeShare : 0;
    } else if (event.kind === 'epoch') {
      const { recallAt, mapAtR } = event.validation;
      const epochs = (event.epoch * between * batch) / pictures;
      curve.push({ epochs, recall: recallAt['1'] ?? 0, mapAtR });
    }
    next = await training.next();
  }
  return { model: next.value, curve, activeShare: active / between };
}

/** Measures a model on the pictures that no training saw. */
export async function testTrial(
  { train: known, test, unseenClasses }: AccuracyTask,
  { network }: TrainedModel,
): Promise<Tested> {
  const embed = async (examples: TrainingExamples) => {
    const rows = examples.kind === 'features' ? examples.features : examples.pixels;
    const { labels } = examples;
    const { shadows } = await embedRows({ network, rows, count: labels.length });
    return { vectors: shadows, labels };
  };
  const asked = await embed(test);
  const dimension = asked.vectors.length / asked.labels.length;
  const { retrieval, separation } = await evaluateVectors(
    unseenClasses
      ? { gallery: asked, dimension }
      : { gallery: await embed(known), queries: asked, dimension },
  );
  return {
    recall: retrieval.recallAt['1'] ?? 0,
    mapAtR: retrieval.mapAtR,
    silhouette: separation?.silhouette ?? Number.NaN,
  };
}
