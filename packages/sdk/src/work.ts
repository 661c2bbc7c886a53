/**
 * Work that the server does in the background. Awaited it is the start of the work; iterated it is
 * what happens; `finished()` waits for the end.
 */
export interface Work<Started, Event, Ended> extends Promise<Started>, AsyncIterable<Event> {
  /** Resolves when the work has ended, however it did: look at its `state`. */
  finished(): Promise<Ended>;
}

export interface Follow<Started, Event, Ended> {
  readonly events: (started: Started) => AsyncIterable<Event>;
  readonly finished: (started: Started) => Promise<Ended>;
}

export function workOf<Started, Event, Ended>(
  started: Promise<Started>,
  follow: Follow<Started, Event, Ended>,
): Work<Started, Event, Ended> {
  return Object.assign(started, {
    finished: async () => follow.finished(await started),
    async *[Symbol.asyncIterator]() {
      yield* follow.events(await started);
    },
  });
}
