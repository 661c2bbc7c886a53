import type { Readable } from 'node:stream';
import { eventStream, heartbeat, heartbeatMs as usualHeartbeatMs } from '../http/event-stream.js';
import type { RunEvent } from './run-events.schema.js';
import type { RunLog } from './run-log.js';
import { isOver } from './run-mapping.js';
import type { TrainingRunsRepository } from './training-runs.repository.js';

const chunk = 500;

export interface RunStreamOptions {
  readonly run: string;
  /** The sequence number after which to begin. */
  readonly after: number;
  readonly log: RunLog;
  readonly runs: TrainingRunsRepository;
  readonly heartbeatMs?: number;
}

/**
 * A run's events as a server-sent stream. It ends after the run's last event, with the client, or
 * with the server.
 */
export function runStream(options: RunStreamOptions): Readable {
  return eventStream((signal) => messages(options, signal));
}

async function* messages(options: RunStreamOptions, signal: AbortSignal): AsyncGenerator<string> {
  const { run, log, runs, heartbeatMs = usualHeartbeatMs } = options;
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
    if (events.length < chunk && (await change) === 'quiet') {
      yield heartbeat;
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
