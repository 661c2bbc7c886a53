import type { LossConfig } from '@umbra/core/loss';
import type { PresetName } from '@umbra/core/training';
import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import {
  addDataOptions,
  backendOption,
  jsonOption,
  seedOption,
  share,
  wholeNumber,
} from './options.js';
import { bytes, seconds } from './quantities.js';
import { addFromOptions } from './train-from.js';
import type { TrainFlags } from './train-model.js';

const presets = ['quick', 'balanced', 'thorough'] as const satisfies readonly PresetName[];
const losses = [
  ...(['shadow', 'triplet', 'angular', 'contrastive', 'n-pair'] as const),
  ...(['supervised-contrastive', 'multi-similarity', 'circle'] as const),
  ...(['soft-triple', 'proxy-anchor', 'proxy-nca', 'arcface'] as const),
] satisfies readonly LossConfig['kind'][];

export function addTrainCommand(program: Command, context: CommandContext): void {
  const command: Command = program
    .command('train <data>')
    .description('train a model on labelled pictures')
    .option('--out <dir>', 'where the model goes')
    .addOption(
      new Option(
        '--preset <name>',
        'how much effort: quick takes minutes, thorough an hour or more',
      )
        .choices(presets)
        .default('balanced'),
    )
    .option(
      '--config <file>',
      'training configuration as JSON: all of it, or what differs from the preset',
    )
    .addOption(new Option('--loss <name>', 'another loss than the preset').choices(losses))
    .option('--epochs <n>', 'how often every picture is seen', wholeNumber(1, 1000))
    .option('--size <n>', 'side in pixels to which pictures are brought', wholeNumber(8, 512))
    .option(
      '--backbone <name>',
      'train a head on this backbone, or a net from scratch with none (default: the newest that was ' +
        'added, for pictures of 48 pixels and more)',
    )
    .option('--holdout <share>', 'share of every label that the training never sees', share)
    .addOption(seedOption())
    .addOption(backendOption())
    .option('--force', 'replace the model that is at <dir>')
    .addOption(
      new Option('--checkpoint-every <time>', 'how often the training is made safe, as 30s or 5m')
        .argParser(seconds)
        .default(60, '60s'),
    )
    .addOption(
      new Option(
        '--resume <dir>',
        'continue the training of the model <dir> with the configuration it began with',
      ).conflicts(['out', 'config', 'loss', 'epochs', 'size', 'restart']),
    )
    .option('--restart', 'begin anew where a training broke off, instead of continuing it')
    .option('--time-budget <time>', 'refuse a training that would take longer, as 10m', seconds)
    .option('--memory-budget <bytes>', 'refuse a training that would take more, as 2GB', bytes)
    .option('--estimate', 'tell what the training will take before it starts');
  addDataOptions(addFromOptions(command))
    .addOption(jsonOption())
    .action(
      async (data: string, flags: Partial<Pick<TrainFlags, 'out'>> & Omit<TrainFlags, 'out'>) => {
        const out = flags.out ?? flags.resume;
        if (out === undefined) {
          command.error("error: required option '--out <dir>' not specified");
        }
        const { trainModel } = await import('./train-model.js');
        await trainModel({ data, flags: { ...flags, out } }, context);
      },
    );
}
