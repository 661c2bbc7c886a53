import type { Command } from 'commander';
import type { CalibrateFlags } from './calibrate-model.js';
import type { CommandContext } from './command-context.js';
import { jsonOption, share } from './options.js';
import { addRetrievalOptions, retrievalHelp } from './retrieval-sets.js';

export function addCalibrateCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('calibrate <model> <data>')
    .description('find the scores from which on a hit is a match')
    .option('--far <rate>', 'a false-accept rate to find a threshold for; repeatable', rates)
    .option('--confidence <share>', 'of the bounds', share, 0.95)
    .option('--out <file>', 'write the calibration there, as JSON');
  addRetrievalOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', retrievalHelp)
    .addHelpText(
      'after',
      'Use pictures that the model was not trained on, best of labels it was not trained on: on its\n' +
        'own training pictures a model looks better than it is, and the thresholds come out too low.\n',
    )
    .action(async (model: string, data: string, flags: CalibrateFlags) => {
      const { calibrateModel } = await import('./calibrate-model.js');
      await calibrateModel({ model, data, flags }, context);
    });
}

function rates(text: string, previous: readonly number[] | undefined): readonly number[] {
  return [...(previous ?? []), share(text)];
}
