import type { JobRow } from '../persistence/tables.js';

export interface JobControl {
  /** Aborted with an Interruption when the job is cancelled or Umbra is stopped. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => Promise<void>;
}

/** One kind of job. */
export interface JobWork {
  /**
   * Does it, from its beginning or from where it was cut off, and answers its result, to be kept as
   * JSON.
   */
  run(row: JobRow, control: JobControl): Promise<unknown>;
  /** After the job has ended, however it did: what it needed may go. */
  settled?(job: string): Promise<void>;
}
