import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import type { EmbedFlags } from './embed-pictures.js';
import { addDataOptions, backendOption, dimensionOption, jsonOption } from './options.js';

export function addEmbedCommand(program: Command, context: CommandContext): void {
  const command = program
    .command('embed <model> <data>')
    .description('write the vectors of pictures, one JSON object a line')
    .requiredOption('--out <file>', 'where the lines go: { path, label, embedding, shadow }')
    .addOption(dimensionOption())
    .addOption(backendOption());
  addDataOptions(command)
    .addOption(jsonOption())
    .action(async (model: string, data: string, flags: EmbedFlags) => {
      const { embedPictures } = await import('./embed-pictures.js');
      await embedPictures({ model, data, flags }, context);
    });
}
