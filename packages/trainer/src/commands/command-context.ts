import { join, resolve } from 'node:path';
import type { Environment } from '../config.js';
import type { Progress } from '../presentation/progress.js';

/** What a command has to do with the world besides its data. */
export interface CommandContext {
  readonly environment: Environment;
  /** Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The result, on stdout. */
  print(text: string): void;
  /** Remarks, on stderr, so that the result can be piped. */
  remark(text: string): void;
}

/** A path as its user means it: relative to where the command was called. */
export function callerPath(context: CommandContext, path: string): string {
  return resolve(context.environment.callerDirectory, path);
}

/** The folder of backbones. */
export function backbonesOf({ environment }: CommandContext): string {
  return join(environment.home, 'backbones');
}
