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
import type { TrainFlags } from './train-model.js';

const presets = ['quick', 'balanced', 'thorough'] as const satisfies readonly PresetName[];
const losses = [
  ...(['shadow', 'triplet', 'angular', 'contrastive', 'n-pair'] as const),
  ...(['supervised-contrastive', 'multi-similarity', 'circle'] as const),
  ...(['soft-triple', 'proxy-anchor', 'proxy-nca', 'arcface'] as const),
] satisfies readonly LossConfig['kind'][];

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
      'train a head on this backbone, or a net from scratch with none (default: a backbone for ' +
        'colour photographs, where one was added)',
    )
    .option('--holdout <share>', 'share of every label that the training never sees', share)
    .addOption(seedOption())
    .addOption(backendOption())
    .option('--force', 'replace the model that is at <dir>');
  addDataOptions(command)
    .addOption(jsonOption())
    .action(async (data: string, flags: TrainFlags) => {
      const { trainModel } = await import('./train-model.js');
      await trainModel({ data, flags }, context);
    });
}
