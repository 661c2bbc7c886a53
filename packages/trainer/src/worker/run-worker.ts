import { basename } from 'node:path';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import {
  type DatasetFacts,
  type StartModel,
  startPresetConfig,
  type TrainingConfig,
  type TrainingJob,
  type WorkerMessage,
  workerRequestSchema,
} from '@umbra/core/training';
import { configureByPreset } from '../backbones/configure-by-preset.js';
import { trainingRun } from '../run/training-run.js';

/**
 * After this a cancelled run that does not come to its end is ended; nothing half-written is ever
 * in its place.
 */
const graceMs = 1500;

/** Serves one job over the message channel of `host`, a process that was forked. */
export function runWorker(host: NodeJS.Process): void {
  const cancellation = new AbortController();
  let started = false;
  let ended = false;

  const end = async (message: WorkerMessage): Promise<void> => {
    if (!ended) {
      ended = true;
      await send(host, message);
      host.exit(0);
    }
  };
  const cancel = (): void => {
    cancellation.abort(new Error('cancelled'));
    setTimeout(() => end({ kind: 'cancelled' }), started ? graceMs : 0);
  };
  const fail = (error: unknown): Promise<void> =>
    end(cancellation.signal.aborted ? { kind: 'cancelled' } : failure(error));

  host.on('message', (raw) => {
    const request = workerRequestSchema.safeParse(raw);
    if (!request.success) {
      void fail(new UmbraError('invalid_request', 'The worker was sent a request it cannot read.'));
    } else if (request.data.kind === 'cancel') {
      cancel();
    } else if (!started) {
      started = true;
      const { job } = request.data;
      runJob(job, { host, signal: cancellation.signal }).then(end, fail);
    }
  });
  host.on('SIGTERM', cancel);
  // Ctrl-C in a terminal reaches the whole group; whether that cancels the training is the parent's
  // to say.
  host.on('SIGINT', () => {});
  host.on('disconnect', cancel);
  host.on('uncaughtException', fail);
  host.on('unhandledRejection', fail);
}

interface JobHost {
  readonly host: NodeJS.Process;
  readonly signal: AbortSignal;
}

/** Sends every message but the last, which it returns. */
async function runJob(job: TrainingJob, { host, signal }: JobHost): Promise<WorkerMessage> {
  const { manifest, outputDirectory, cacheDirectory, backbonesDirectory, checkpoint } = job;
  const run = trainingRun({
    data: { location: manifest },
    featureCacheDirectory: cacheDirectory,
    backend: job.backend,
    configure: (facts, start) => configure(job, facts, start),
    from: job.from,
    backbones: backbonesDirectory,
    outputDirectory,
    checkpoint:
      checkpoint === undefined
        ? undefined
        : { path: checkpoint.file, everyMs: 1000 * checkpoint.everySeconds },
    name: basename(outputDirectory),
    signal,
  });
  for await (const message of run) {
    if (message.kind === 'succeeded') {
      return message;
    }
    await send(host, message);
  }
  throw new Error('a training run ends with its model');
}

async function configure(
  { training, seed, backbonesDirectory: backbones }: TrainingJob,
  facts: DatasetFacts,
  start: StartModel | undefined,
): Promise<TrainingConfig> {
  if ('config' in training) {
    return training.config;
  }
  return start === undefined
    ? configureByPreset({ ...training, facts, seed, backbones })
    : startPresetConfig({ preset: training.preset, facts, seed, start });
}

/**
 * Waits until the channel has taken the message, so that a slow parent slows the worker, not its
 * memory.
 */
function send(host: NodeJS.Process, message: WorkerMessage): Promise<void> {
  return new Promise((resolve) => {
    if (host.send === undefined || !host.connected) {
      resolve();
    } else {
      host.send(message, () => resolve());
    }
  });
}

function failure(error: unknown): WorkerMessage {
  if (isUmbraError(error)) {
    return { kind: 'failed', code: error.code, message: error.message };
  }
  const what = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'training_failed', message: `The training broke off: ${what}` };
}
