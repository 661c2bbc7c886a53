/** One training and what it is worth, by the commands that users have. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { umbra } from '../../support/umbra-command.js';
import type { AccuracyTask } from './data-sets.js';

interface Retrieval {
  readonly recallAt: Readonly<Record<string, number>>;
  readonly mapAtR: number;
}

export interface TrialOptions {
  readonly task: AccuracyTask;
  readonly loss: object;
  readonly seed: number;
  /** Where the model, the decoded pictures and the backbone lie. */
  readonly folder: string;
  /** The backbone's name, where one is installed. */
  readonly backbone: string;
}

export interface Trained {
  readonly model: string;
  /** Of the kept epoch, on the validation part. */
  readonly validation: Retrieval;
  /** Recall@1 on the validation part after every epoch. */
  readonly curve: readonly number[];
}

export interface Tested {
  readonly recall: number;
  readonly mapAtR: number;
  readonly silhouette: number;
}

/** Trains a model in `folder`. */
export async function trainTrial(options: TrialOptions, name: string): Promise<Trained> {
  const { task, loss, seed, folder, backbone } = options;
  const model = join(folder, name);
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ ...task.config, loss }));
  const encoder = ['--backbone', task.backbone ? backbone : 'none'];
  const { card, curve } = await umbra<{
    card: { metrics: Retrieval };
    curve: { validation: Retrieval }[];
  }>(
    ...['train', ...task.train, '--preset', 'quick', '--config', config, ...encoder],
    ...['--seed', `${seed}`, '--out', model, '--force', '--cache', join(folder, 'cache')],
  );
  return {
    model,
    validation: card.metrics,
    curve: curve.map(({ validation }) => validation.recallAt['1'] ?? 0),
  };
}

/** Measures a model on the pictures that no training saw. */
export async function testTrial({ task, folder }: TrialOptions, model: string): Promise<Tested> {
  const { metrics, separation } = await umbra<{
    metrics: Retrieval;
    separation: { silhouette: number };
  }>('evaluate', model, ...task.evaluate, '--cache', join(folder, 'cache'));
  return {
    recall: metrics.recallAt['1'] ?? 0,
    mapAtR: metrics.mapAtR,
    silhouette: separation.silhouette,
  };
}
