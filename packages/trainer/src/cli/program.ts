import { createRequire } from 'node:module';
import { Command } from 'commander';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };

/** The `umbra` command without its commands. */
export function createProgram(): Command {
  return new Command('umbra')
    .description('Train models on labelled pictures, and measure how well they find what is alike.')
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Run it with --help to see what there is.')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, 'umbra: ')),
    })
    .configureHelp({ helpWidth: 100, showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Data is a folder of <label>/<picture>, a .zip, .tar or .tar.gz of one, an IDX file of pictures with
its labels beside it, CIFAR-10 .bin files, or a manifest .ndjson of { path, label }. The label of a
picture is the folder it lies in, as in parts/bolt/1.jpg.

Try it (from the repository's folder: npm run umbra -- sample parts):
  umbra sample parts                     draw pictures of machined parts
  umbra train parts --out model --preset quick
  umbra evaluate model parts
  umbra poc parts --time-budget 5m       find out what suits them, as a report

What is done to the home of a server: umbra backup FOLDER, umbra restore FOLDER, umbra doctor
(npm run umbra -- doctor --help).

Exit codes: 0 done, 1 failed, 2 wrong use or configuration, 130 cancelled. UMBRA_DEBUG=1 shows
where an error comes from.`,
    );
}
