import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BackendRequest } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import type { LossConfig } from '@umbra/core/loss';
import type { ModelCard } from '@umbra/core/model';
import { type PresetName, readCheckpoint, type TrainingConfig } from '@umbra/core/training';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { reserveModelPlace } from '../files/reserve-model-place.js';
import { checkpointFile, checkpointPath } from '../run/checkpoint-file.js';
import type { Budgets } from '../run/preflight.js';
import { timeStages } from '../run/stage-times.js';
import { trainingRun } from '../run/training-run.js';
import { backbonesOf, type CommandContext, callerPath } from './command-context.js';
import { backendOf, type DataFlags, dataOptions } from './options.js';
import { configure, readConfigFile } from './train-config.js';
import { type FromFlags, fromOf } from './train-from.js';
import { createTrainingDisplay, type EpochEvent, reportTraining } from './train-report.js';

export interface TrainFlags extends DataFlags, FromFlags {
  readonly out: string;
  readonly preset: PresetName;
  readonly config?: string;
  readonly loss?: LossConfig['kind'];
  readonly epochs?: number;
  readonly size?: number;
  readonly backbone?: string;
  readonly holdout?: number;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly force?: boolean;
  /** Seconds. */
  readonly checkpointEvery: number;
  /** Whose training is continued; then `out` is the same. */
  readonly resume?: string;
  readonly restart?: boolean;
  /** Seconds. */
  readonly timeBudget?: number;
  /** Bytes. */
  readonly memoryBudget?: number;
  readonly estimate?: boolean;
  readonly json?: boolean;
}

export async function trainModel(
  { data, flags }: { readonly data: string; readonly flags: TrainFlags },
  context: CommandContext,
): Promise<void> {
  const out = callerPath(context, flags.out);
  const partial =
    flags.config === undefined ? {} : await readConfigFile(callerPath(context, flags.config));
  const { holdout, seed } = flags;
  const backbones = backbonesOf(context);
  const checkpoint = checkpointPath(out);
  const begun = await begunConfig(checkpoint, flags);
  const place = await reserveModelPlace(out, { force: flags.force ?? false });
  const startedAt = performance.now();
  const skipped: SkippedPicture[] = [];
  const curve: EpochEvent[] = [];
  const show = createTrainingDisplay(context);
  const stages = timeStages(() => performance.now());
  let card: ModelCard | undefined;
  const dataset = dataOptions(context, data, flags);
  const run = trainingRun({
    data: dataset,
    featureCacheDirectory: dataset.cacheDirectory,
    backend: backendOf(context, flags.backend),
    configure: async (facts, start) =>
      begun ?? configure({ flags, file: partial, facts, backbones, start }),
    from: fromOf(context, flags),
    backbones,
    holdOut: holdout === undefined ? undefined : { share: holdout, seed },
    outputDirectory: place.directory,
    checkpoint: { path: checkpoint, everyMs: 1000 * flags.checkpointEvery },
    budgets: budgetsOf(flags),
    name: basename(out),
    signal: context.signal,
  });
  for await (const message of run) {
    show(message);
    stages.read(message);
    if (message.kind === 'event' && message.event.kind === 'epoch') {
      curve.push(message.event);
    } else if (message.kind === 'skipped') {
      skipped.push({ path: message.path, reason: message.reason });
    } else if (message.kind === 'succeeded') {
      card = message.card;
    }
  }
  context.progress.clear();
  if (card !== undefined) {
    await place.publish();
    const seconds = (performance.now() - startedAt) / 1000;
    const times = { seconds, stages: stages.times() };
    reportTraining({ out, card, curve, skipped, ...times, json: flags.json ?? false }, context);
  }
}

/** The configuration of the training that `--resume` continues; null without such a wish. */
async function begunConfig(path: string, flags: TrainFlags): Promise<TrainingConfig | null> {
  if (flags.restart === true) {
    await rm(path, { force: true });
  }
  if (flags.resume === undefined) {
    return null;
  }
  const store = checkpointFile(path);
  const bytes = await store.read();
  if (bytes === null) {
    throw new UmbraError(
      'not_found',
      `There is no checkpoint ${path} to go on from: train with --out ${flags.resume}.`,
    );
  }
  return readCheckpoint(bytes, store.name).header.config;
}

/** Without a budget and without the wish nothing is estimated: it takes a few steps. */
function budgetsOf({ timeBudget, memoryBudget, estimate }: TrainFlags): Budgets | undefined {
  return timeBudget === undefined && memoryBudget === undefined && estimate !== true
    ? undefined
    : { seconds: timeBudget ?? null, bytes: memoryBudget ?? null };
}
