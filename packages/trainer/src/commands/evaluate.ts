import type { BackendRequest } from '@umbra/core/backend';
import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import {
  addDataOptions,
  backendOption,
  type DataFlags,
  jsonOption,
  prefixesOption,
  seedOption,
  share,
} from './options.js';

export interface EvaluateFlags extends DataFlags {
  readonly gallery?: string;
  readonly galleryInclude: readonly string[];
  readonly galleryShare?: number;
  readonly seed: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

export function addEvaluateCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('evaluate <model> <data>')
    .description('measure how well a model finds pictures of the same label')
    .addOption(
      new Option('--gallery <data>', 'search these pictures for those of <data>').conflicts(
        'galleryShare',
      ),
    )
    .addOption(prefixesOption('--gallery-include <prefix>', '--include for the gallery'))
    .option('--gallery-share <share>', 'search this share of every label for the rest', share)
    .addOption(seedOption())
    .addOption(backendOption());
  addDataOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\n<model> is a folder that umbra train wrote, or baseline-pixels. Without a gallery every\n` +
        'picture is searched for among all others. After umbra train --holdout 0.3 --seed 1 the pictures\n' +
        'that were never trained on are asked by umbra evaluate --gallery-share 0.7 --seed 1.\n',
    )
    .action(async (model: string, data: string, flags: EvaluateFlags) => {
      const { evaluateModel } = await import('./evaluate-model.js');
      await evaluateModel({ model, data, flags }, context);
    });
}
