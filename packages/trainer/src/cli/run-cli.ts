import { isUmbraError } from '@umbra/core/errors';
import { CommanderError } from 'commander';
import { addBackboneCommand } from '../commands/backbone.js';
import { addBackendCommand } from '../commands/backend.js';
import { addCalibrateCommand } from '../commands/calibrate.js';
import type { CommandContext } from '../commands/command-context.js';
import { addCompareCommand } from '../commands/compare.js';
import { addDataCommand } from '../commands/data-inspect.js';
import { addEmbedCommand } from '../commands/embed.js';
import { addEvaluateCommand } from '../commands/evaluate.js';
import { addExportCommand } from '../commands/export.js';
import { addImportCommand } from '../commands/import.js';
import { addNativeCommand } from '../commands/native.js';
import { addPocCommand } from '../commands/poc.js';
import { addSampleCommand } from '../commands/sample.js';
import { addTrainCommand } from '../commands/train.js';
import { type Environment, readEnvironment } from '../config.js';
import { isNoRoom } from '../files/no-room.js';
import { createProgress } from '../presentation/progress.js';
import { useEngines } from '../use-engines.js';
import { createProgram } from './program.js';

const exitCodes = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const;

/** Runs the command that the arguments of `host` name, and sets its exit code. */
export async function runCli(host: NodeJS.Process): Promise<void> {
  const cancellation = new AbortController();
  const progress = createProgress(host.stderr);
  const interrupt = (): void => cancellation.abort(new Error('cancelled'));
  host.on('SIGINT', interrupt);
  host.on('SIGTERM', interrupt);
  // Whoever reads the output may stop reading, as `head` does.
  host.stdout.on('error', () => host.exit(exitCodes.done));

  let environment: Environment | undefined;
  try {
    environment = readEnvironment();
    useEngines(environment);
    const context: CommandContext = {
      environment,
      signal: cancellation.signal,
      progress,
      print: (text) => host.stdout.write(`${text}\n`),
      remark: (text) => text !== '' && host.stderr.write(`${text}\n`),
    };
    const program = createProgram();
    addDataCommand(program, context);
    addTrainCommand(program, context);
    addEvaluateCommand(program, context);
    addCalibrateCommand(program, context);
    addCompareCommand(program, context);
    addEmbedCommand(program, context);
    addExportCommand(program, context);
    addPocCommand(program, context);
    addImportCommand(program, context);
    addSampleCommand(program, context);
    addBackboneCommand(program, context);
    addBackendCommand(program, context);
    addNativeCommand(program, context);
    await program.parseAsync(host.argv);
  } catch (error) {
    progress.clear();
    host.exitCode = explain(error, {
      cancelled: cancellation.signal.aborted,
      debug: environment?.debug ?? false,
      write: (text) => host.stderr.write(text),
    });
  } finally {
    host.off('SIGINT', interrupt);
    host.off('SIGTERM', interrupt);
  }
}

interface ExplainOptions {
  readonly cancelled: boolean;
  readonly debug: boolean;
  readonly write: (text: string) => void;
}

/** One line on stderr; returns the exit code. */
function explain(error: unknown, { cancelled, debug, write }: ExplainOptions): number {
  if (error instanceof CommanderError) {
    // Commander has said it already.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  if (cancelled) {
    write('umbra: cancelled\n');
    return exitCodes.cancelled;
  }
  const message = messageOf(error);
  write(`umbra: ${message.replaceAll('\n', ' ')}\n`);
  if (debug) {
    write(`${error instanceof Error ? error.stack : ''}\n`);
  } else if (!isUmbraError(error) && !isSystemError(error)) {
    write('umbra: this is a mistake of Umbra itself; UMBRA_DEBUG=1 shows where.\n');
  }
  return isUmbraError(error) && error.code === 'config_invalid'
    ? exitCodes.usage
    : exitCodes.failed;
}

function messageOf(error: unknown): string {
  if (!isUmbraError(error) && isNoRoom(error)) {
    return (
      'There is no room left on the disk. What was being written is gone, what was saved before ' +
      'is as it was: make room and run the command again.'
    );
  }
  return error instanceof Error ? error.message : String(error);
}

/** What the operating system refused, such as a file that may not be read. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
