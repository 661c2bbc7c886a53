/** What `umbra train` takes to train a model on instead of a new one. */
import { existsSync } from 'node:fs';
import { UmbraError } from '@umbra/core/errors';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { modelNotThere } from '../run/open-embedder.js';
import type { TrainingFrom } from '../run/training-run.js';
import { type CommandContext, callerPath } from './command-context.js';
import { type DataFlags, dataOptions, wholeNumber } from './options.js';

export interface FromFlags {
  /** The model that is trained on. */
  readonly from?: string;
  readonly blocks?: number | 'all';
  /** Pictures of the kind that it was trained on. */
  readonly old?: string;
  readonly oldShare: number;
}

/** See docs/results.md for what it is worth. */
const defaultOldShare = 1;

export function addFromOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--from <model>',
        'train this model on instead of a new one: its last blocks on the same pictures, or for ' +
          'pictures of another kind',
      ).conflicts(['backbone', 'size']),
    )
    .option(
      '--blocks <n>',
      'with --from: how many of the last blocks are trained, or all (default: the head on a ' +
        'backbone, 0; all of a net)',
      blocks,
    )
    .option('--old <data>', 'with --from: pictures that the model must not forget, measured too')
    .option(
      '--old-share <n>',
      'how many of them are trained on for each new picture; 0 only measures them',
      oldShare,
      defaultOldShare,
    );
}

function blocks(text: string): number | 'all' {
  return text === 'all' ? text : wholeNumber(0, 1000)(text);
}

function oldShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100)) {
    throw new InvalidArgumentError('It must be a number from 0 to 100.');
  }
  return value;
}

/** @throws UmbraError `not_found`; `config_invalid` for flags that say nothing without `--from`. */
export function fromOf(
  context: CommandContext,
  flags: FromFlags & DataFlags,
): TrainingFrom | undefined {
  const { from, blocks: wanted, old, oldShare: share } = flags;
  if (from === undefined) {
    const alone = wanted === undefined ? '--old' : '--blocks';
    if (wanted !== undefined || old !== undefined) {
      throw new UmbraError(
        'config_invalid',
        `${alone} goes with --from <model>, the model that is trained on.`,
      );
    }
    return undefined;
  }
  const directory = callerPath(context, from);
  if (!existsSync(directory)) {
    throw modelNotThere(from);
  }
  const oldData = { ...flags, include: [] };
  return {
    directory,
    blocks: wanted,
    old: old === undefined ? undefined : { data: dataOptions(context, old, oldData), share },
  };
}
