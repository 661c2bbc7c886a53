import { answer, given, type RawClient } from './answer.js';
import { eventStream } from './event-stream.js';
import { pause } from './pause.js';
import { isPassing, UmbraProblem, unreachable } from './problem.js';
import type { CallOptions, RunEvent, TrainingRun } from './types.js';

export interface EventsOptions extends CallOptions {
  /** Replays what came after this event; without it everything from the start. */
  readonly lastEventId?: number | undefined;
}

const silenceMsMax = 45_000;
const pauseMsFirst = 500;
const pauseMsMax = 10_000;
/** With the pauses in between about a minute: long enough for the server to be started again. */
const failuresMax = 10;

export function hasEnded({ state }: Pick<TrainingRun, 'state'>): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}

/**
 * The events of a run: those that were, then those that come, each once, until it has ended. A
 * connection that breaks is opened again behind the last event, so the reader notices nothing but a
 * pause.
 */
export async function* runEvents(
  raw: RawClient,
  { run, signal, lastEventId }: EventsOptions & { readonly run: string },
): AsyncGenerator<RunEvent, void, undefined> {
  let last = lastEventId;
  let failures = 0;
  for (;;) {
    let isQuiet = true;
    try {
      for await (const event of connection(raw, { run, signal, lastEventId: last })) {
        last = event.id;
        failures = 0;
        isQuiet = false;
        yield event;
        if (event.kind === 'state' && hasEnded(event.run)) return;
      }
      // Nothing came after the last event: that is the end when the run has ended, too.
      if (isQuiet && hasEnded(await currentRun(raw, { run, signal }))) return;
    } catch (error) {
      signal?.throwIfAborted();
      const problem = error instanceof UmbraProblem ? error : unreachable(error);
      failures += 1;
      if (!isPassing(problem) || failures > failuresMax) throw problem;
    }
    await pause(Math.min(pauseMsMax, pauseMsFirst * 2 ** failures), signal);
  }
}

async function* connection(
  raw: RawClient,
  { run, signal, lastEventId }: EventsOptions & { readonly run: string },
): AsyncGenerator<RunEvent, void, undefined> {
  const body = await answer(
    raw.GET('/v1/training-runs/{run}/events', {
      params: { path: { run }, query: given({ lastEventId }) },
      headers: { accept: 'text/event-stream' },
      parseAs: 'stream',
      ...given({ signal }),
    }),
    signal,
  );
  if (body === null) return;
  for await (const { data } of eventStream(body, { silenceMsMax })) {
    yield JSON.parse(data) as RunEvent;
  }
}

function currentRun(
  raw: RawClient,
  { run, signal }: CallOptions & { readonly run: string },
): Promise<TrainingRun> {
  return answer(
    raw.GET('/v1/training-runs/{run}', { params: { path: { run } }, ...given({ signal }) }),
    signal,
  );
}
