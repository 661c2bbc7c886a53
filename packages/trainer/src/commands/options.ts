import type { BackendRequest } from '@umbra/core/backend';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { backendRequests } from '../config.js';
import type { DatasetOptions } from '../datasets/dataset.js';
import type { LabelLists } from '../datasets/listed-source.js';
import { type CommandContext, callerPath } from './command-context.js';

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** A number between 0 and 1, both left out. */
export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) {
    throw new InvalidArgumentError('It must be a number between 0 and 1.');
  }
  return value;
}

export function seedOption(): Option {
  return new Option('--seed <n>', 'the same seed repeats the same result')
    .argParser(wholeNumber(0, 2 ** 32 - 1))
    .default(1);
}

export function backendOption(): Option {
  return new Option(
    '--backend <name>',
    'what computes (default: UMBRA_BACKEND, or the fastest there is)',
  ).choices(backendRequests);
}

export function jsonOption(): Option {
  return new Option('--json', 'print the result as JSON on stdout, and nothing else there');
}

/** For a model whose shadows can be cut. */
export function dimensionOption(): Option {
  return new Option(
    '--dimension <n>',
    'cut the vectors to their first <n> numbers: for nested and PCA projections',
  ).argParser(wholeNumber(1, 4096));
}

/** How pictures are read: the same for every command that takes DATA. */
export interface DataFlags {
  readonly include: readonly string[];
  readonly labels?: readonly string[];
  readonly labelColumn?: string;
  readonly unique?: boolean;
  readonly strict?: boolean;
  readonly cache: string | false;
}

export function addDataOptions(command: Command): Command {
  return addSelectionOptions(command)
    .option('--unique', 'leave out pictures whose bytes repeat')
    .option('--strict', 'fail on the first picture that cannot be used, instead of skipping it')
    .option(
      '--cache <dir>',
      'where decoded pictures and features are kept for the next run',
      '.umbra/cache',
    )
    .option('--no-cache', 'keep no decoded pictures');
}

/** Which pictures, and what their labels are. */
export function addSelectionOptions(command: Command): Command {
  return command
    .addOption(prefixesOption('--include <prefix>', 'only pictures whose path starts so'))
    .addOption(
      listsOption(
        '--labels <list>',
        'lines of "path, label", a file of its own or one in the data: only these pictures, ' +
          'with these labels',
      ),
    )
    .option(
      '--label-column <column>',
      'the column of the label in the lists, by number or by its name in their first line',
    )
    .hook('preAction', (_, action) => {
      const { labels, galleryLabels, labelColumn } = action.opts();
      if (labelColumn !== undefined && (labels ?? galleryLabels) === undefined) {
        action.error("error: option '--label-column <column>' is of no use without '--labels'");
      }
    });
}

/** The words that repeat a selection in another command. */
export function selectionWords({ include, labels = [], labelColumn }: DataFlags): string[] {
  return [
    ...include.flatMap((prefix) => ['--include', prefix]),
    ...labels.flatMap((list) => ['--labels', list]),
    ...(labelColumn === undefined ? [] : ['--label-column', labelColumn]),
  ];
}

export function dataOptions(
  context: CommandContext,
  location: string,
  flags: DataFlags,
): DatasetOptions {
  const { include, unique = false, strict = false, cache } = flags;
  return {
    location: callerPath(context, location),
    labels: labelLists(context, flags),
    include,
    unique,
    strict,
    cacheDirectory: cacheOf(context, cache),
    signal: context.signal,
  };
}

function labelLists(
  { environment }: CommandContext,
  { labels, labelColumn: column }: DataFlags,
): LabelLists | undefined {
  return labels && { names: labels, folder: environment.callerDirectory, column };
}

/** Where decoded pictures and their features are kept; undefined with `--no-cache`. */
export function cacheOf(context: CommandContext, flag: string | false): string | undefined {
  return flag === false ? undefined : callerPath(context, flag);
}

export function backendOf(
  context: CommandContext,
  flag: BackendRequest | undefined,
): BackendRequest {
  return flag ?? context.environment.backend;
}

/** An option that can be given several times. */
export function prefixesOption(name: string, description: string): Option {
  return listsOption(name, description).default([], 'all');
}

/** The same, undefined where it is not given. */
export function listsOption(name: string, description: string): Option {
  return new Option(name, `${description}; repeatable`).argParser(
    (value, previous: readonly string[] = []) => [...previous, value],
  );
}
