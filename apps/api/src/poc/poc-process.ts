import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { type ErrorCode, UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { z } from 'zod';
import { ProcessLost } from '../jobs/retries.js';
import { collectLastWords, yieldToServing } from '../processes/child-manners.js';

/** A process that was asked to cancel ends by itself; one that does not is ended. */
const patienceMs = 5000;

/** The part of the trainer's events that is of use here. */
const eventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('preparing'), done: z.number(), total: z.number() }),
  z.object({
    kind: z.literal('training'),
    secondsUsed: z.number(),
    secondsOfBudget: z.number(),
  }),
  z.object({
    kind: z.literal('trained'),
    stage: z.string(),
    candidate: z.string(),
    validationMapAtR: z.number(),
  }),
  z.object({ kind: z.literal('skipped'), path: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
]);
export type PocProcessEvent = z.infer<typeof eventSchema>;

export interface PocProcessOptions {
  /** The words after `umbra poc`. */
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Events come one after the other: the next one waits until this one is dealt with. */
  readonly onEvent: (event: PocProcessEvent) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Runs `umbra poc` in a process of its own. When this one dies, that one ends at the next line that
 * it cannot write any more.
 *
 * @throws what `signal` was aborted with; UmbraError with the process's own code when it says what
 * is wrong; ProcessLost when it just ends
 */
export async function pocInProcess(options: PocProcessOptions): Promise<void> {
  const { signal, logger, words, environment } = options;
  signal.throwIfAborted();
  const command = createRequire(import.meta.url).resolve('@umbra/trainer/cli');
  const child = spawn(process.execPath, [command, 'poc', ...words, '--events'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  yieldToServing(child);
  const lastWords = collectLastWords(child);
  const cancel = () => cancelProcess(child);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { failure, exit, isDone } = await listen(child, options);
    signal.throwIfAborted();
    if (failure !== null) {
      throw failure;
    }
    if (!isDone) {
      logger.error({ exit, lastWords }, 'the proof of concept ended unexpectedly');
      throw new ProcessLost('The process of the proof of concept', exit);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    child.kill('SIGKILL');
  }
}

interface Outcome {
  readonly failure: UmbraError | null;
  readonly isDone: boolean;
  readonly exit: string;
}

async function listen(
  child: ChildProcess,
  { onEvent }: Pick<PocProcessOptions, 'onEvent'>,
): Promise<Outcome> {
  const ended = new Promise<{ code: number | null; exit: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, exit: signal ?? `exit code ${code}` }));
  });
  ended.catch(() => undefined);
  let failure: UmbraError | null = null;
  if (child.stdout !== null) {
    for await (const line of createInterface({ input: child.stdout })) {
      const event = eventOf(line);
      if (event?.kind === 'failed') {
        failure = new UmbraError(event.code as ErrorCode, event.message);
      } else if (event !== null) {
        await onEvent(event);
      }
    }
  }
  const { code, exit } = await ended;
  return { failure, isDone: code === 0, exit };
}

function eventOf(line: string): PocProcessEvent | null {
  try {
    return eventSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function cancelProcess(child: ChildProcess): void {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  child.once('close', () => clearTimeout(timer));
}
