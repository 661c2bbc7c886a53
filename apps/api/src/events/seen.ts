import type { Known } from './changed-rows.js';

/** A row is written at most so long after the time that it says it ended at. */
const marginMs = 10_000;

interface Told {
  readonly text: string;
  /** Null while it is not over. */
  readonly overAtMs: number | null;
}

/** What was last told of work, until some time after its end. */
export class Seen {
  readonly #told = new Map<string, Told>();

  constructor(private readonly nowMs: () => number = Date.now) {}

  /** What may differ from what was told. */
  get known(): Known {
    const now = this.nowMs();
    for (const [id, { overAtMs }] of this.#told) {
      if (overAtMs !== null && now - overAtMs > 3 * marginMs) {
        this.#told.delete(id);
      }
    }
    const active = [...this.#told].filter(([, { overAtMs }]) => overAtMs === null);
    return {
      active: active.map(([id]) => id),
      endedSince: new Date(now - marginMs).toISOString(),
    };
  }

  clear(): void {
    this.#told.clear();
  }

  /** Whether it differs from what was told before. */
  isNew(work: { readonly id: string }, isOver: boolean): boolean {
    const text = JSON.stringify(work);
    const before = this.#told.get(work.id);
    this.#told.set(work.id, { text, overAtMs: isOver ? this.nowMs() : null });
    return before?.text !== text;
  }
}
