import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import type { CompareFlags } from './compare-models.js';
import { jsonOption, share } from './options.js';
import { addRetrievalOptions, retrievalHelp } from './retrieval-sets.js';

export function addCompareCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('compare <model> <other> <data>')
    .description('measure two models on the same pictures, side by side')
    .option('--confidence <share>', 'of the bounds of the differences', share, 0.95);
  addRetrievalOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', retrievalHelp)
    .action(async (model: string, other: string, data: string, flags: CompareFlags) => {
      const { compareModels } = await import('./compare-models.js');
      await compareModels({ models: [model, other], data, flags }, context);
    });
}
