import { basename } from 'node:path';
import type { BackendRequest } from '@umbra/core/backend';
import type { ModelCard } from '@umbra/core/model';
import { type PresetName, presetNames } from '@umbra/core/training';
import { type Command, Option } from 'commander';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { reserveModelPlace } from '../files/reserve-model-place.js';
import { trainingRun } from '../run/training-run.js';
import { type CommandContext, callerPath } from './command-context.js';
import {
  addDataOptions,
  backendOf,
  backendOption,
  type DataFlags,
  dataOptions,
  jsonOption,
  seedOption,
  share,
  wholeNumber,
} from './options.js';
import { configure, readConfigFile } from './train-config.js';
import { createTrainingDisplay, reportTraining } from './train-report.js';

export interface TrainFlags extends DataFlags {
  readonly out: string;
  readonly preset: PresetName;
  readonly config?: string;
  readonly loss?: 'shadow' | 'triplet';
  readonly epochs?: number;
  readonly size?: number;
  readonly holdout?: number;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addTrainCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('train <data>')
    .description('train a model on labelled pictures')
    .requiredOption('--out <dir>', 'where the model goes')
    .addOption(
      new Option(
        '--preset <name>',
        'how much effort: quick takes minutes, thorough an hour or more',
      )
        .choices(presetNames)
        .default('balanced'),
    )
    .option(
      '--config <file>',
      'training configuration as JSON: all of it, or what differs from the preset',
    )
    .addOption(
      new Option('--loss <name>', 'another loss than the preset').choices(['shadow', 'triplet']),
    )
    .option('--epochs <n>', 'how often every picture is seen', wholeNumber(1, 1000))
    .option('--size <n>', 'side in pixels to which pictures are brought', wholeNumber(8, 512))
    .option('--holdout <share>', 'share of every label that the training never sees', share)
    .addOption(seedOption())
    .addOption(backendOption())
    .option('--force', 'replace the model that is at <dir>');
  addDataOptions(command)
    .addOption(jsonOption())
    .action((data: string, flags: TrainFlags) => trainModel(data, flags, context));
}

async function trainModel(data: string, flags: TrainFlags, context: CommandContext): Promise<void> {
  const out = callerPath(context, flags.out);
  const partial =
    flags.config === undefined ? {} : await readConfigFile(callerPath(context, flags.config));
  const { holdout, seed } = flags;
  const place = await reserveModelPlace(out, { force: flags.force ?? false });
  const startedAt = performance.now();
  const skipped: SkippedPicture[] = [];
  const show = createTrainingDisplay(context);
  let card: ModelCard | undefined;
  const run = trainingRun({
    data: dataOptions(context, data, flags),
    backend: backendOf(context, flags.backend),
    configure: (facts) => configure(flags, partial, facts),
    holdOut: holdout === undefined ? undefined : { share: holdout, seed },
    outputDirectory: place.directory,
    name: basename(out),
    signal: context.signal,
  });
  for await (const message of run) {
    show(message);
    if (message.kind === 'skipped') {
      skipped.push({ path: message.path, reason: message.reason });
    } else if (message.kind === 'succeeded') {
      card = message.card;
    }
  }
  context.progress.clear();
  if (card !== undefined) {
    await place.publish();
    const seconds = (performance.now() - startedAt) / 1000;
    reportTraining({ out, card, skipped, seconds, json: flags.json ?? false }, context);
  }
}
