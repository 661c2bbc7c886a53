import type { Transaction } from 'kysely';
import type { JobLogRow, JobRow, Tables } from '../persistence/tables.js';

export interface JobControl {
  /** Aborted with an Interruption when the job is cancelled, taken over, or Umbra is stopped. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => Promise<void>;
  /** A line for the people who look after the job; few and short. */
  readonly log: (message: string, level?: JobLogRow['level']) => Promise<void>;
  /**
   * In a transaction of the work: whether nobody else has taken the job over.
   *
   * @throws Interruption
   */
  readonly assertHeld: (transaction: Transaction<Tables>) => Promise<void>;
}

/** One kind of job. */
export interface JobWork {
  /**
   * Whether an attempt goes on where the one before was cut off. Then one that gets further than
   * ever before may be followed by as many as at the start.
   */
  readonly resumes?: boolean;
  /**
   * Does it, from its beginning or from where it was cut off, and answers its result, to be kept as
   * JSON. What it throws decides whether it is tried again: see `isRetriable`.
   */
  run(row: JobRow, control: JobControl): Promise<unknown>;
  /** After the job has ended, however it did: what it needed may go. */
  settled?(job: string): Promise<void>;
}
