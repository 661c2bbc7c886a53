import { Readable } from 'node:stream';

/** Proxies and browsers drop a stream that is silent for long. */
export const heartbeatMs = 15_000;

/** Sent while nothing happens; readers pass over it. */
export const heartbeat = ': still here\n\n';

/**
 * Server-sent messages as they are made, as fast as the client reads them. When it leaves, the
 * signal is aborted, and the generator ends.
 */
export function eventStream(messages: (signal: AbortSignal) => AsyncGenerator<string>): Readable {
  const left = new AbortController();
  const source = messages(left.signal);
  return new Readable({
    read() {
      source.next().then(
        ({ value, done }) => this.push(done === true ? null : value),
        (error: Error) => this.destroy(error),
      );
    },
    destroy(error, callback) {
      left.abort();
      source.return(undefined).then(
        () => callback(error),
        () => callback(error),
      );
    },
  });
}
