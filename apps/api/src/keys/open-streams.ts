import type { FastifyInstance } from 'fastify';

/** About 24 days, the longest that a timer can wait: no stream lives so long. */
const timerMsMax = 2 ** 31 - 1;

/**
 * Streams of events that are open, by the key that opened them. A request is checked once, at its
 * start; a stream goes on for hours, and must end when its key is deleted or expires.
 */
export class OpenStreams {
  readonly #ends = new Map<string, Set<() => void>>();

  /** `end` is called once: at `expiresAt` or when the key is deleted. Answers how to let go. */
  hold(key: string, expiresAt: string | null, end: () => void): () => void {
    const ends = this.#ends.get(key) ?? new Set();
    this.#ends.set(key, ends.add(end));
    const timer = timerUntil(expiresAt, end);
    return () => {
      clearTimeout(timer);
      ends.delete(end);
      if (ends.size === 0 && this.#ends.get(key) === ends) {
        this.#ends.delete(key);
      }
    };
  }

  endAll(key: string): void {
    for (const end of [...(this.#ends.get(key) ?? [])]) {
      end();
    }
  }
}

function timerUntil(time: string | null, work: () => void): NodeJS.Timeout | undefined {
  const leftMs = time === null ? Number.POSITIVE_INFINITY : Date.parse(time) - Date.now();
  return leftMs > timerMsMax ? undefined : setTimeout(work, leftMs).unref();
}

export function addStreamEnding(server: FastifyInstance, streams: OpenStreams): void {
  server.addHook('onSend', async (request, reply) => {
    const isStream = String(reply.getHeader('content-type')).startsWith('text/event-stream');
    if (isStream && request.caller !== null) {
      const { keyId, expiresAt } = request.caller;
      const letGo = streams.hold(keyId, expiresAt, () => reply.raw.destroy());
      reply.raw.once('close', letGo);
    }
  });
}
