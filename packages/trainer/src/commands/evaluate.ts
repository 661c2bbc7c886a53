import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import type { EvaluateFlags } from './evaluate-model.js';
import { dimensionOption, jsonOption } from './options.js';
import { addRetrievalOptions, retrievalHelp } from './retrieval-sets.js';

export function addEvaluateCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('evaluate <model> <data>')
    .description('measure how well a model finds pictures of the same label')
    .option('--per-class', 'also by label, with the labels that are confused most')
    .addOption(dimensionOption());
  addRetrievalOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', retrievalHelp)
    .action(async (model: string, data: string, flags: EvaluateFlags) => {
      const { evaluateModel } = await import('./evaluate-model.js');
      await evaluateModel({ model, data, flags }, context);
    });
}
