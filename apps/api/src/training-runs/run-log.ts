import { Injectable } from '@nestjs/common';
import type { Updateable } from 'kysely';
import type { Author } from '../audit/record-audit.js';
import type { Tables, TrainingRunRow } from '../persistence/tables.js';
import type { NewRunEvent } from './run-events.schema.js';
import { TrainingRunsRepository } from './training-runs.repository.js';

/**
 * Writes what happens to runs, and wakes whoever follows them. Followers read the events from the
 * store: what was and what comes take the same way, and a slow one holds nothing in memory.
 */
@Injectable()
export class RunLog {
  readonly #waiting = new Map<string, Set<() => void>>();
  #isClosed = false;

  constructor(private readonly runs: TrainingRunsRepository) {}

  get isClosed(): boolean {
    return this.#isClosed;
  }

  async open(row: TrainingRunRow, by: Author | null): Promise<void> {
    await this.runs.insert(row, by);
    this.#wake(row.id);
  }

  async record(
    run: string,
    changes: Updateable<Tables['training_runs']>,
    events: readonly (NewRunEvent | 'state')[] = [],
  ): Promise<void> {
    await this.runs.record(run, changes, events);
    if (events.length > 0) {
      this.#wake(run);
    }
  }

  /**
   * Resolves at the run's next event, when `signal` aborts, or when the log is closed; with `quiet`
   * when none of it happens for `timeoutMs`.
   */
  next(
    run: string,
    options: { readonly timeoutMs: number; readonly signal: AbortSignal },
  ): Promise<'change' | 'quiet'> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(run) ?? new Set();
      this.#waiting.set(run, waiting);
      const end = (how: 'change' | 'quiet') => {
        clearTimeout(timer);
        options.signal.removeEventListener('abort', done);
        waiting.delete(done);
        if (waiting.size === 0 && this.#waiting.get(run) === waiting) {
          this.#waiting.delete(run);
        }
        resolve(how);
      };
      const done = () => end('change');
      const timer = setTimeout(() => end('quiet'), options.timeoutMs);
      options.signal.addEventListener('abort', done);
      waiting.add(done);
      if (this.#isClosed || options.signal.aborted) {
        done();
      }
    });
  }

  /** Ends every stream of events. */
  close(): void {
    this.#isClosed = true;
    for (const run of [...this.#waiting.keys()]) {
      this.#wake(run);
    }
  }

  #wake(run: string): void {
    for (const done of [...(this.#waiting.get(run) ?? [])]) {
      done();
    }
  }
}
