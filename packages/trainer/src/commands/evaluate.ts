import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import type { EvaluateFlags } from './evaluate-model.js';
import {
  addDataOptions,
  backendOption,
  jsonOption,
  prefixesOption,
  seedOption,
  share,
} from './options.js';

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
