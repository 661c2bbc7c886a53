/**
 * `umbra backup`, `umbra restore` and `umbra doctor`: what is done to a home from outside, while
 * the API runs on it or not.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { callerDirectory, readConfig } from '../config.js';
import { Home } from '../persistence/home.js';
import { backUp } from './back-up.js';
import { diagnose } from './doctor.js';
import { restore } from './restore.js';

const usage = `Usage: umbra backup FOLDER | restore FOLDER | doctor [--fix]

  backup FOLDER   copies the home there, while Umbra runs or not; again into the same folder
                  copies only what is new
  restore FOLDER  makes a home of a backup; every file is compared with its sum
  doctor          looks the home through; --fix removes what nothing refers to, also what a
                  hand has put into the folders of models, runs, imports and indexes

Options:
  --home DIR      the home (default: UMBRA_HOME, else .umbra)
  --json          print the result as JSON
  --help          show this

Exit codes: 0 done, 1 failed or something is wrong with the home, 2 wrong use.
`;

const exitCodes = { wrong: 1, misused: 2 } as const;

await run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`umbra: ${isUmbraError(error) ? error.message : reasonOf(error)}\n`);
  process.exitCode =
    isUmbraError(error) && error.code === 'config_invalid' ? exitCodes.misused : exitCodes.wrong;
});

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [command, folder, ...others] = positionals;
  const takesFolder = command === 'backup' || command === 'restore';
  const isRight =
    (takesFolder ? folder !== undefined : command === 'doctor' && folder === undefined) &&
    others.length === 0;
  if (values.help === true || !isRight) {
    (values.help === true ? process.stdout : process.stderr).write(usage);
    process.exitCode = values.help === true ? 0 : exitCodes.misused;
    return;
  }
  const at = (path: string): string => resolve(callerDirectory(), path);
  const home = new Home(values.home === undefined ? readConfig().home : at(values.home));
  const print = (result: object, text: string): void => {
    process.stdout.write(values.json === true ? `${JSON.stringify(result)}\n` : `${text}\n`);
  };
  switch (command) {
    case 'backup': {
      const made = await backUp(home, at(folder ?? ''));
      const { pictures, models, copied } = made;
      const what = `${pictures} pictures and ${models} models are in ${made.folder}`;
      print(made, `${what}; ${copied} files were new.${lostText(made.lost)}`);
      process.exitCode = made.lost.length > 0 ? exitCodes.wrong : 0;
      return;
    }
    case 'restore': {
      const made = await restore(at(folder ?? ''), home);
      const what = `${made.pictures} pictures and ${made.models} models`;
      print(
        made,
        `${made.home} is a home with ${what}. Start Umbra with UMBRA_HOME set to it.${lostText(made.lost)}`,
      );
      return;
    }
    default: {
      const found = await diagnose(home, { mend: values.fix === true });
      const { pictures, models, findings } = found;
      const looked = `${pictures} pictures and ${models} models were looked at.`;
      const lines = findings.map(({ message, mended }) => `${mended ? 'mended' : '!'} ${message}`);
      print(
        found,
        [...lines, findings.length === 0 ? `${looked} All is well.` : looked].join('\n'),
      );
      if (findings.some(({ mended }) => !mended)) {
        process.exitCode = exitCodes.wrong;
      }
    }
  }
}

function lostText(lost: readonly string[]): string {
  return lost.length === 0
    ? ''
    : `\n! ${lost.length} pictures are damaged or missing in the home and are not in the backup: umbra doctor names what uses them.`;
}

function read(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        home: { type: 'string' },
        fix: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (cause) {
    throw new UmbraError('config_invalid', `${reasonOf(cause)}\n\n${usage}`, { cause });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
