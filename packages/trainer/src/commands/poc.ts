import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import { addDataOptions, backendOption, jsonOption, seedOption, wholeNumber } from './options.js';
import { bytes, seconds } from './quantities.js';
import type { PocFlags } from './run-poc.js';

export function addPocCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('poc [data]')
    .description('find out which vectors, negatives and loss suit your pictures, as a report')
    .option('--data <data>', 'the pictures, for those who prefer an option')
    .option('--time-budget <time>', 'how long it may take: 90s, 10m, 1h', seconds, 600)
    .option(
      '--memory-budget <bytes>',
      'refuse a search whose trainings would take more, as 2GB',
      bytes,
    )
    .option('--out <folder>', 'where the report goes; must not be there', 'poc-report')
    .option('--seeds <n>', 'trainings that each figure is a mean of', wholeNumber(2, 10), 3)
    .option(
      '--backbone <name>',
      'train heads on this backbone, or nets from scratch with none (default: the newest that was ' +
        'added, for pictures of 48 pixels and more)',
    )
    .option(
      '--name <name>',
      'what the report calls the pictures (default: the name of their place)',
    )
    .option('--events', 'print progress as JSON, one object a line, and no tables')
    .addOption(new Option('--train-command <text>', 'how the page says to train').hideHelp())
    .option('--unseen-classes', 'test with classes that no training sees, instead of new pictures')
    .addOption(seedOption())
    .addOption(backendOption());
  addDataOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe folder holds index.html (the report, one page), report.json (its figures) and\n' +
        'config.json, which umbra train --config takes as it is.\n',
    )
    .action(async (argument: string | undefined, flags: PocFlags) => {
      const { data = argument } = flags;
      if (data === undefined || (argument !== undefined && flags.data !== undefined)) {
        return command.error('umbra: name the pictures once: umbra poc <data>, or --data <data>');
      }
      const { runPoc } = await import('./run-poc.js');
      await runPoc({ data, flags }, context);
    });
}
