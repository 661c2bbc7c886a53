import { type Command, InvalidArgumentError, Option } from 'commander';
import type { BackboneAddFlags } from './backbone-add.js';
import type { CommandContext } from './command-context.js';
import { backendOption, jsonOption, wholeNumber } from './options.js';

const scalings = ['-1..1', '0..1', 'imagenet', '0..255'] as const;
const poolings = ['average', 'none'] as const;

export function addBackboneCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('backbone')
    .description('networks that turn pictures into features, for heads to be trained on')
    .helpCommand(false);
  group
    .command('add <path-or-url>')
    .description('add a TensorFlow.js layers or graph model, or an ONNX model')
    .option('--name <name>', 'what to call it (default: from the path)')
    .addOption(new Option('--sha256 <hash>', 'refuse it unless this is its hash').argParser(sha256))
    .option(
      '--size <n>',
      'side in pixels at which pictures enter it (default: its own, or 128)',
      wholeNumber(8, 512),
    )
    .addOption(
      new Option(
        '--scale <range>',
        'what it wants pixels to be (default: 0..255 where it takes bytes, as what umbra export ' +
          'writes does, else -1..1)',
      ).choices(scalings),
    )
    .addOption(
      new Option('--pooling <name>', 'a feature map is averaged, or taken as it is')
        .choices(poolings)
        .default('average'),
    )
    .option('--output <name>', 'layer or node to take (default: the last)')
    .addOption(backendOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe hash of an ONNX file is its SHA-256. Of a TensorFlow.js model it is what\n' +
        '"sha256sum model.json <weight files, as model.json lists them> | sha256sum" prints.\n',
    )
    .action(async (source: string, flags: BackboneAddFlags) => {
      const { backboneAdd } = await import('./backbone-add.js');
      await backboneAdd({ source, flags }, context);
    });
  group
    .command('list')
    .description('show the backbones that are there, the newest first')
    .addOption(jsonOption())
    .action(async (flags: { json?: boolean }) => {
      const { backboneList } = await import('./backbone-list.js');
      await backboneList(flags, context);
    });
  group
    .command('remove <name>')
    .description('remove a backbone that no model of UMBRA_HOME stands on')
    .addOption(jsonOption())
    .action(async (name: string, flags: { json?: boolean }) => {
      const { backboneRemove } = await import('./backbone-remove.js');
      await backboneRemove({ name, flags }, context);
    });
}

function sha256(text: string): string {
  if (!/^[0-9a-fA-F]{64}$/.test(text)) {
    throw new InvalidArgumentError('It must be 64 hexadecimal digits.');
  }
  return text;
}
