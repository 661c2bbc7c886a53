import { UmbraError } from '../errors/index.js';
import { IndexThread } from './index-thread.js';
import type { IndexAnswers, IndexRequest } from './worker-protocol.js';

/**
 * A thread costs some 15 MB and a moment to start, an index next to nothing. So there are as many
 * threads as can work beside each other on a small server, and any number of indexes share them.
 */
const threadsMax = 4;

/** The threads of this process that take indexes, with the number of indexes of each. */
const pool = new Map<IndexThread, number>();
let nextIndex = 0;

/** One index's place in a thread. */
export class IndexLink {
  readonly #thread: IndexThread;
  readonly #index = nextIndex++;
  #closed: Promise<void> | null = null;

  /** @param thread for tests; else the thread with the fewest indexes */
  constructor(thread: IndexThread = leastBusyThread()) {
    this.#thread = thread;
    pool.set(thread, (pool.get(thread) ?? 0) + 1);
  }

  /** As `IndexThread.ask`; fails when this index was closed. */
  ask<Kind extends IndexRequest['kind']>(
    request: Extract<IndexRequest, { kind: Kind }>,
    moved: readonly ArrayBuffer[] = [],
  ): Promise<IndexAnswers[Kind]> {
    if (this.#closed !== null) {
      return Promise.reject(new UmbraError('unavailable', 'The index was closed.'));
    }
    return this.#thread.ask(this.#index, request, moved);
  }

  /** Gives the place back; the last index of a thread takes the thread with it. */
  close(): Promise<void> {
    this.#closed ??= this.#leave();
    return this.#closed;
  }

  async #leave(): Promise<void> {
    const thread = this.#thread;
    // A thread that has died holds nothing any more.
    const closed = thread.ask(this.#index, { kind: 'close' }).catch(() => null);
    const others = (pool.get(thread) ?? 1) - 1;
    if (others > 0) {
      pool.set(thread, others);
    } else {
      pool.delete(thread);
      await thread.end();
    }
    await closed;
  }
}

function leastBusyThread(): IndexThread {
  const usable = [...pool].filter(([thread]) => !thread.isOver);
  const [least] = usable.sort(([, a], [, b]) => a - b);
  return least === undefined || usable.length < threadsMax ? new IndexThread() : least[0];
}
