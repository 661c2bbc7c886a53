import type { Logger } from 'pino';
import type { JobRow } from '../persistence/tables.js';
import { failureOf, Interruption, interruptionOf } from './interruption.js';
import type { JobLeases, Lease } from './job-leases.repository.js';
import type { JobLogRepository } from './job-log.repository.js';
import type { JobWork } from './job-work.js';
import { attemptsMax, backOffMs, gaveUp, isRetriable } from './retries.js';

export interface LeaseTiming {
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  /** The wait before the second attempt. */
  readonly backOffFirstMs: number;
}

export interface JobAttemptOptions {
  readonly row: JobRow;
  readonly owner: string;
  readonly work: JobWork;
  readonly leases: JobLeases;
  readonly log: JobLogRepository;
  readonly timing: LeaseTiming;
  readonly logger: Logger;
}

/** One attempt at a job, from its lease to its end. */
export class JobAttempt {
  readonly job: string;
  readonly settled: Promise<void>;
  readonly #abort = new AbortController();
  readonly #lease: Lease;

  constructor(private readonly options: JobAttemptOptions) {
    const { row, owner } = options;
    this.job = row.id;
    this.#lease = { job: row.id, owner };
    this.settled = this.run();
  }

  /** Resolves when the attempt has ended. */
  async interrupt(interruption: Interruption): Promise<void> {
    this.#abort.abort(interruption);
    await this.settled;
  }

  private async run(): Promise<void> {
    const { row, work, leases, log } = this.options;
    const { signal } = this.#abort;
    const lease = this.#lease;
    const heart = this.startHeart();
    try {
      this.refuseHopeless();
      await log.append(row.id, 'info', beginning(row, work.resumes ?? false));
      const result = await work.run(row, {
        signal,
        onProgress: (done, total) =>
          leases.advance(lease, { done, total, resumes: work.resumes ?? false }),
        log: (message, level = 'info') => log.append(row.id, level, message),
        assertHeld: (transaction) => leases.assertHeld(transaction, lease),
      });
      await this.finish({ state: 'succeeded', result: JSON.stringify(result) }, 'Succeeded.');
    } catch (error) {
      // Streams that are cut off throw an error of their own.
      await this.settle(signal.aborted ? signal.reason : error);
    } finally {
      clearInterval(heart);
    }
  }

  /** @throws for a job that is not to be begun any more */
  private refuseHopeless(): void {
    const { cancel_requested, attempts } = this.options.row;
    if (cancel_requested === 1) {
      throw new Interruption('cancelled');
    }
    if (attempts > attemptsMax) {
      throw gaveUp(attemptsMax);
    }
  }

  private startHeart(): NodeJS.Timeout {
    const { leases, timing, logger } = this.options;
    const beat = async () => {
      const expiresAt = new Date(Date.now() + timing.leaseMs).toISOString();
      try {
        if (await leases.renew(this.#lease, expiresAt)) {
          this.#abort.abort(new Interruption('cancelled'));
        }
      } catch (error) {
        if (interruptionOf(error) === 'lost') {
          this.#abort.abort(error);
        } else {
          logger.warn({ err: error, job: this.job }, 'the lease of a job could not be renewed');
        }
      }
    };
    return setInterval(beat, timing.heartbeatMs).unref();
  }

  private async settle(error: unknown): Promise<void> {
    const { leases, log, logger } = this.options;
    switch (interruptionOf(error)) {
      case 'stopped':
        await leases.handOver(this.#lease);
        return log.append(this.job, 'info', 'Umbra is stopped; it is taken up at the next start.');
      case 'cancelled':
        return this.finish({ state: 'cancelled' }, 'Cancelled.');
      case 'lost':
        logger.warn({ job: this.job }, 'a job was taken over by somebody else');
        return;
      case null:
        logger.warn({ err: error, job: this.job }, 'an attempt at a job failed');
        return this.fail(error);
    }
  }

  private async fail(error: unknown): Promise<void> {
    const { leases, log, timing } = this.options;
    const attempts = await leases.attemptsOf(this.#lease);
    const failure = failureOf(error);
    if (!isRetriable(error) || attempts >= attemptsMax) {
      const text = `Failed: ${failure.error_message}`;
      return this.finish({ state: 'failed', ...failure }, text, 'error');
    }
    const waitMs = backOffMs(attempts, { firstMs: timing.backOffFirstMs });
    const run_after = new Date(Date.now() + waitMs).toISOString();
    const text = `Attempt ${attempts} of ${attemptsMax} failed: ${failure.error_message} It is tried again.`;
    await log.append(this.job, 'warn', text);
    await leases.end(this.#lease, { state: 'queued', run_after });
  }

  private async finish(
    changes: Partial<JobRow> & { readonly state: JobRow['state'] },
    line: string,
    level: 'info' | 'error' = 'info',
  ): Promise<void> {
    const { leases, log, work } = this.options;
    const isOurs = await leases.end(this.#lease, {
      ...changes,
      finished_at: new Date().toISOString(),
    });
    if (isOurs) {
      await log.append(this.job, level, line);
      await work.settled?.(this.job);
    }
  }
}

function beginning({ attempts, done, total }: JobRow, resumes: boolean): string {
  const attempt = attempts > 1 ? `, attempt ${attempts} of ${attemptsMax}` : '';
  return done > 0 && resumes
    ? `Begun${attempt}; it goes on after ${done} of ${total}.`
    : `Begun${attempt}.`;
}
