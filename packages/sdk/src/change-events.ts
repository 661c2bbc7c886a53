import { answer, given, type RawClient } from './answer.js';
import { eventStream } from './event-stream.js';
import { pause } from './pause.js';
import { isPassing, UmbraProblem, unreachable } from './problem.js';
import type { CallOptions, ChangeEvent } from './types.js';

export interface ChangesOptions extends CallOptions {
  /** Only what concerns this gallery. */
  readonly gallery?: string | undefined;
}

const silenceMsMax = 45_000;
const pauseMsFirst = 500;
const pauseMsMax = 10_000;

/** Where a reader is in the stream. */
interface Place {
  last: number | undefined;
  failures: number;
}

export function eventsOf(raw: RawClient) {
  /**
   * What changes from now on: jobs, training runs and galleries, each as it is afterwards. Never
   * ends by itself: a connection that breaks is opened again behind the last event, for as long as
   * it takes. `reset` means that something was missed: fetch anew what you show.
   *
   * @throws UmbraProblem when the key is not let in (any more)
   */
  return async function* events(
    options: ChangesOptions = {},
  ): AsyncGenerator<ChangeEvent, void, undefined> {
    const { signal } = options;
    const place: Place = { last: undefined, failures: 0 };
    for (let isFirst = true; ; isFirst = false) {
      try {
        // Without a place to go on from, whatever happened in between is lost.
        if (!isFirst && place.last === undefined) yield { type: 'reset' };
        yield* connection(raw, options, place);
      } catch (error) {
        signal?.throwIfAborted();
        const problem = error instanceof UmbraProblem ? error : unreachable(error);
        if (!isPassing(problem)) throw problem;
        place.failures += 1;
      }
      await pause(Math.min(pauseMsMax, pauseMsFirst * 2 ** place.failures), signal);
    }
  };
}

async function* connection(
  raw: RawClient,
  { gallery, signal }: ChangesOptions,
  place: Place,
): AsyncGenerator<ChangeEvent, void, undefined> {
  const query = given({ gallery, lastEventId: place.last });
  const body = await answer(
    raw.GET('/v1/events', {
      params: { query },
      headers: { accept: 'text/event-stream' },
      parseAs: 'stream',
      ...given({ signal }),
    }),
    signal,
  );
  if (body === null) return;
  for await (const { id, data } of eventStream(body, { silenceMsMax })) {
    place.failures = 0;
    if (id !== undefined) place.last = Number(id);
    yield JSON.parse(data) as ChangeEvent;
  }
}
