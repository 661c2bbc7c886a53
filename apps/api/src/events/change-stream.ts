import type { Readable } from 'node:stream';
import { eventStream, heartbeat, heartbeatMs as usualHeartbeatMs } from '../http/event-stream.js';
import type { LoggedChange } from './change-log.js';
import type { ChangeWatch } from './change-watch.js';

export interface ChangeStreamOptions {
  readonly watch: ChangeWatch;
  /** The id of the last change that the client has; null: it wants those from now on. */
  readonly after: number | null;
  readonly isWanted: (change: LoggedChange) => boolean;
  readonly heartbeatMs?: number;
}

/** Changes as a server-sent stream, which ends with the client or with the server. */
export function changeStream(options: ChangeStreamOptions): Readable {
  return eventStream((signal) => messages(options, signal));
}

async function* messages(
  options: ChangeStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const { watch, isWanted, heartbeatMs = usualHeartbeatMs } = options;
  const letGo = await watch.listen();
  try {
    let after = options.after ?? watch.log.last;
    // The id tells a browser where to go on although nothing has happened yet.
    yield `retry: 2000\nid: ${after}\n\n`;
    while (!signal.aborted && !watch.isClosed) {
      // Asked for before reading, so that a change between reading and waiting is not missed.
      const change = watch.next({ timeoutMs: heartbeatMs, signal });
      const changes = watch.log.after(after);
      if (changes === null) {
        after = watch.log.last;
        yield `id: ${after}\nevent: reset\ndata: {"type":"reset"}\n\n`;
        continue;
      }
      for (const logged of changes) {
        after = logged.id;
        if (isWanted(logged)) {
          yield message(logged);
        }
      }
      if ((await change) === 'quiet') {
        yield heartbeat;
      }
    }
  } finally {
    letGo();
  }
}

function message({ id, event }: LoggedChange): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
