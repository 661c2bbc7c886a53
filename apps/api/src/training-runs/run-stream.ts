import { Readable } from 'node:stream';
import type { RunEvent } from './run-events.schema.js';
import type { RunLog } from './run-log.js';
import { isOver } from './run-mapping.js';
import type { TrainingRunsRepository } from './training-runs.repository.js';

/** Proxies and browsers drop a stream that is silent for long. */
const heartbeatMs = 15_000;
const chunk = 500;

export interface RunStreamOptions {
  readonly run: string;
  /** The sequence number after which to begin. */
  readonly after: number;
  readonly log: RunLog;
  readonly runs: TrainingRunsRepository;
}

/** A run's events as a server-sent stream. It ends after the run's last event, with the client, or with the server. */
export function runStream(options: RunStreamOptions): Readable {
  const left = new AbortController();
  const stream = Readable.from(messages(options, left.signal), { objectMode: false });
  stream.once('close', () => left.abort());
  return stream;
}

async function* messages(options: RunStreamOptions, signal: AbortSignal): AsyncGenerator<string> {
  const { run, log, runs } = options;
  let { after } = options;
  yield 'retry: 2000\n\n';
  while (!signal.aborted) {
    // Asked for before reading, so that an event between reading and waiting is not missed.
    const change = log.next(run, { timeoutMs: heartbeatMs, signal });
    const events = await runs.eventsAfter(run, { after, limit: chunk });
    for (const event of events) {
      yield message(event);
      after = event.id;
      if (event.kind === 'state' && isOver(event.run)) {
        return;
      }
    }
    if (log.isClosed || (events.length === 0 && (await isEnded(options)))) {
      return;
    }
    if (events.length < chunk) {
      const began = Date.now();
      await change;
      if (Date.now() - began >= heartbeatMs) {
        yield ': still here\n\n';
      }
    }
  }
}

/** Somebody may ask to go on after the last event, or the run was deleted with its gallery. */
async function isEnded({ run, runs }: RunStreamOptions): Promise<boolean> {
  const row = await runs.find(run);
  return row === null || isOver(row);
}

function message(event: RunEvent): string {
  return `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`;
}
