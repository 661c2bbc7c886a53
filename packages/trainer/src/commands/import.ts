import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CommandContext } from './command-context.js';
import type { ImportFlags } from './import-items.js';
import { jsonOption, wholeNumber } from './options.js';

export function addImportCommand(program: Command, context: CommandContext): void {
  const group = program
    .command('import')
    .description('bring pictures or vectors from elsewhere into a gallery of a running server')
    .helpCommand(false);
  const add = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .option('--gallery <name>', 'the gallery; it is made where there is none')
      .option('--out <file>', 'write the items as NDJSON instead, for POST .../items/import')
      .option('--only-new', 'leave out what the gallery has, by its external id: to go on')
      .option('--refused <file>', 'write what was left out, and why, as NDJSON')
      .addOption(jsonOption())
      .addHelpText('after', afterHelp);
  const run = async (kind: string, place: string, flags: ImportFlags): Promise<void> => {
    const { importItems } = await import('./import-items.js');
    await importItems({ kind, place, flags }, context);
  };

  add('compreface <url>', 'subjects and examples of CompreFace; its key in COMPREFACE_KEY').action(
    (url: string, flags: ImportFlags) => run('compreface', url, flags),
  );
  add('qdrant <url-or-file>', 'a Qdrant collection, or points saved as JSON; a key in QDRANT_KEY')
    .option('--collection <name>', 'which collection of the server')
    .option('--vector <name>', 'which vector, where points have several')
    .option('--label <field>', 'the field of the payload that is the label, such as part.kind')
    .action((place: string, flags: ImportFlags) => run('qdrant', place, flags));
  add('csv <list>', 'pictures that a list names: lines of "path, label"; more columns are metadata')
    .option('--pictures <dir>', 'what the paths are relative to (default: beside the list)')
    .option('--label-column <column>', 'the column of the label, by name or number')
    .action((list: string, flags: ImportFlags) => run('csv', list, flags));
  add('coco <annotations>', 'the objects of a COCO file, each cut out of its picture')
    .option('--pictures <dir>', 'where the pictures lie (default: beside the file)')
    .addOption(
      new Option('--margin <share>', "how much of the box's sides to keep around it")
        .argParser(margin)
        .default(0.1),
    )
    .option('--min-side <pixels>', 'leave out smaller boxes', wholeNumber(1, 10_000), 8)
    .action((file: string, flags: ImportFlags) => run('coco', file, flags));
}

const afterHelp =
  '\nThe server is UMBRA_URL (default http://127.0.0.1:3000), its key UMBRA_KEY with the scope\n' +
  '`write`. The same import again changes nothing; after a break --only-new goes on with the rest.\n';

function margin(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 5)) {
    throw new InvalidArgumentError('It must be a number from 0 to 5.');
  }
  return value;
}
