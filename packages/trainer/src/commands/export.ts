import { type Command, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import type { ExportFlags } from './export-artifact.js';
import { backendOption, dimensionOption, jsonOption } from './options.js';

export function addExportCommand(program: Command, context: CommandContext): void {
  program
    .command('export <model>')
    .description('write a model for other programs, its backbone included')
    .addOption(
      new Option('--format <name>', 'one ONNX file, or a folder of TensorFlow.js layers')
        .choices(['onnx', 'tfjs'])
        .makeOptionMandatory(),
    )
    .requiredOption('--out <place>', 'where it goes: a file for onnx, a folder for tfjs')
    .option('--force', 'replace what was exported to that place before')
    .addOption(dimensionOption())
    .addOption(backendOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nBoth take pixels [batch, height, width, channels] in 0..255 and give embedding and shadow.\n' +
        'An exported model can be a backbone: umbra backbone add <place> --scale 0..255.\n',
    )
    .action(async (model: string, flags: ExportFlags) => {
      const { exportArtifact } = await import('./export-artifact.js');
      await exportArtifact({ model, flags }, context);
    });
}
