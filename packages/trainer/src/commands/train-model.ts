import { basename } from 'node:path';
import type { ModelCard } from '@umbra/core/model';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { reserveModelPlace } from '../files/reserve-model-place.js';
import { trainingRun } from '../run/training-run.js';
import { type CommandContext, callerPath } from './command-context.js';
import { backendOf, dataOptions } from './options.js';
import type { TrainFlags } from './train.js';
import { configure, readConfigFile } from './train-config.js';
import { createTrainingDisplay, reportTraining } from './train-report.js';

export async function trainModel(
  { data, flags }: { readonly data: string; readonly flags: TrainFlags },
  context: CommandContext,
): Promise<void> {
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
