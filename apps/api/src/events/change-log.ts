import type { ChangeEvent } from './events.schema.js';

export interface LoggedChange {
  readonly id: number;
  /** Whom it concerns; null: those who see all galleries. */
  readonly gallery: string | null;
  readonly event: ChangeEvent;
}

/**
 * The newest changes, for those who come back. Its ids go up for ever, also over a restart: they
 * begin with the time. Who asks for what was before the oldest has lost something.
 */
export class ChangeLog {
  #changes: LoggedChange[] = [];
  #last: number;

  constructor(
    private readonly changesMax: number,
    nowMs: number,
  ) {
    this.#last = nowMs * 1000;
  }

  /** The id of the newest change. */
  get last(): number {
    return this.#last;
  }

  append(gallery: string | null, event: ChangeEvent): void {
    this.#last += 1;
    this.#changes.push({ id: this.#last, gallery, event });
    // Not one by one: to move the rest costs as much as there is.
    if (this.#changes.length > 2 * this.changesMax) {
      this.#changes = this.#changes.slice(-this.changesMax);
    }
  }

  /** Forgets all: what happens from now on is not watched. */
  clear(): void {
    this.#changes = [];
    this.#last += 1;
  }

  /** What came after a change; null when that is not known any more. */
  after(id: number): readonly LoggedChange[] | null {
    if (id === this.#last) {
      return [];
    }
    const first = this.#changes[0]?.id ?? this.#last + 1;
    const isKnown = id >= first - 1 && id <= this.#last;
    return isKnown ? this.#changes.slice(id - first + 1) : null;
  }
}
