import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import type { InspectFlags } from './inspect-data.js';
import { addSelectionOptions, backendOption, jsonOption } from './options.js';

export function addDataCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('data')
    .description('look at pictures before training')
    .helpOption('--help', 'print this help')
    .command('inspect <data>')
    .description('classes, duplicates, damaged, small and blurred pictures, and suspect labels')
    .option('--model <model>', 'also find suspect labels: where neighbours have another one');
  addSelectionOptions(command)
    .addOption(backendOption())
    .option('--cache <dir>', 'where decoded pictures are kept for the next run', '.umbra/cache')
    .option('--no-cache', 'keep no decoded pictures')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nA model that was trained on these pictures has partly learnt their wrong labels: one that was\n' +
        'not, or was trained on a part of them, finds more.\n',
    )
    .action(async (data: string, flags: InspectFlags) => {
      const { inspectData } = await import('./inspect-data.js');
      await inspectData({ data, flags }, context);
    });
}
