import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { UmbraError } from '@umbra/core/errors';
import type { ModelCard } from '@umbra/core/model';
import type { TrainingJob, WorkerMessage, WorkerRequest } from '@umbra/core/training';
import type { Logger } from 'pino';
import { collectLastWords, yieldToServing } from '../processes/child-manners.js';

/** A process that was asked to cancel ends by itself; one that does not is ended. */
const patienceMs = 5000;

/** The process is gone and has not said why: it was killed, or crashed. */
export class TrainingProcessLost extends UmbraError {
  constructor(exit: string) {
    super(
      'training_failed',
      `The training process ended unexpectedly (${exit}). What it said last is in the log.`,
    );
  }
}

export interface TrainingProcessOptions {
  readonly job: TrainingJob;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Messages come one after the other: the next one waits until this one is dealt with. */
  readonly onMessage: (message: WorkerMessage) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Trains in a process of its own, so that neither its work nor its crash touches the serving one.
 *
 * @throws what `signal` was aborted with; UmbraError with the process's own code when it says what
 * is wrong; TrainingProcessLost when it just ends
 */
export async function trainInProcess(options: TrainingProcessOptions): Promise<ModelCard> {
  const { job, signal, logger } = options;
  signal.throwIfAborted();
  const child = fork(createRequire(import.meta.url).resolve('@umbra/trainer/worker'), [], {
    execArgv: [],
    env: options.environment,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  yieldToServing(child);
  const lastWords = collectLastWords(child);
  const cancel = () => cancelProcess(child);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const { last, exit } = await conversation(child, options);
    signal.throwIfAborted();
    switch (last?.kind) {
      case 'succeeded':
        return last.card;
      case 'failed':
        throw new UmbraError(last.code, last.message);
      default:
        logger.error({ exit, lastWords, job }, 'the training process ended unexpectedly');
        throw new TrainingProcessLost(exit);
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    child.kill('SIGKILL');
  }
}

interface Conversation {
  /** The message that ends a run, if it came. */
  readonly last: WorkerMessage | null;
  readonly exit: string;
}

/** Starts the job and hears the process out, to its end. */
function conversation(
  child: ChildProcess,
  { job, onMessage }: TrainingProcessOptions,
): Promise<Conversation> {
  return new Promise((resolve, reject) => {
    let dealtWith: Promise<void> = Promise.resolve();
    let last: WorkerMessage | null = null;
    child.on('message', (message: WorkerMessage) => {
      if (isLast(message)) {
        last = message;
      }
      dealtWith = dealtWith.then(() => onMessage(message));
      dealtWith.catch(reject);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const exit = signal ?? `exit code ${code}`;
      dealtWith.then(() => resolve({ last, exit }), reject);
    });
    send(child, { kind: 'start', job });
  });
}

function isLast({ kind }: WorkerMessage): boolean {
  return kind === 'succeeded' || kind === 'failed' || kind === 'cancelled';
}

function send(child: ChildProcess, request: WorkerRequest): void {
  // A process that is gone already is noticed by its end.
  child.send(request, () => undefined);
}

function cancelProcess(child: ChildProcess): void {
  send(child, { kind: 'cancel' });
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  child.once('close', () => clearTimeout(timer));
}
