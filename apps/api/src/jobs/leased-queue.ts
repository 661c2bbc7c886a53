import type { Logger } from 'pino';
import { newId } from '../persistence/ids.js';
import type { JobRow } from '../persistence/tables.js';
import { Lane } from '../serving/lane.js';
import { Interruption } from './interruption.js';
import { JobAttempt, type LeaseTiming } from './job-attempt.js';
import type { JobKind } from './job-kinds.js';
import type { JobLeases } from './job-leases.repository.js';
import type { JobLogRepository } from './job-log.repository.js';
import type { JobWork } from './job-work.js';
import { WorkLoop } from './work-loop.js';

export interface LeasedQueueOptions {
  readonly leases: JobLeases;
  readonly log: JobLogRepository;
  readonly works: Readonly<Partial<Record<JobKind, JobWork>>>;
  /** How many jobs of a kind are worked on at once. */
  readonly atOnce: number;
  readonly timing: LeaseTiming;
  readonly logger: Logger;
}

/**
 * Works the jobs off, some of each kind at once, so that a long import holds up no promotion. The
 * table is the queue: a job is leased for a short time and the lease renewed while it is worked on.
 * What a stop or a kill cut off, or whose owner fell silent, goes to the next who asks.
 */
export class LeasedQueue {
  readonly #current = new Map<string, JobAttempt>();
  readonly #claims = new Lane();
  readonly #loops: WorkLoop[];
  readonly #alarms = new Map<JobKind, NodeJS.Timeout>();
  #isClosed = false;

  constructor(private readonly options: LeasedQueueOptions) {
    const kinds = Object.keys(options.works) as JobKind[];
    this.#loops = kinds.flatMap((kind) =>
      Array.from({ length: options.atOnce }, () => this.loopOf(kind)),
    );
  }

  /** To be told when a job was queued. */
  wake(): void {
    for (const loop of this.#loops) {
      loop.wake();
    }
  }

  /** At every moment; a job that has ended stays as it is. */
  async cancel({ id, kind }: Pick<JobRow, 'id' | 'kind'>): Promise<void> {
    const { leases, log, works } = this.options;
    const attempt = await this.#claims.run(async () => {
      const isEnded = await leases.requestCancel(id, new Date().toISOString());
      return isEnded ? 'waited' : this.#current.get(id);
    });
    if (attempt === 'waited') {
      await log.append(id, 'info', 'Cancelled while it waited.');
      await works[kind]?.settled?.(id);
    } else {
      await attempt?.interrupt(new Interruption('cancelled'));
    }
  }

  /** What is at work is handed over: it waits, and goes on at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const alarm of this.#alarms.values()) {
      clearTimeout(alarm);
    }
    const stopped = new Interruption('stopped');
    await this.#claims.run(async () => undefined);
    await Promise.all([...this.#current.values()].map((attempt) => attempt.interrupt(stopped)));
    await Promise.all(this.#loops.map((loop) => loop.close()));
  }

  private loopOf(kind: JobKind): WorkLoop {
    return new WorkLoop({
      workOne: () => this.runNext(kind),
      onError: (error) => {
        this.options.logger.error({ err: error, kind }, 'the job queue broke off');
        this.wakeIn(kind, this.options.timing.leaseMs);
      },
    });
  }

  private async runNext(kind: JobKind): Promise<boolean> {
    const attempt = await this.#claims.run(() => this.claim(kind));
    if (attempt === null) {
      await this.setAlarm(kind);
      return false;
    }
    await attempt.settled.finally(() => this.#current.delete(attempt.job));
    return true;
  }

  private async claim(kind: JobKind): Promise<JobAttempt | null> {
    const work = this.options.works[kind];
    if (this.#isClosed || work === undefined) {
      return null;
    }
    const { leaseMs } = this.options.timing;
    const now = Date.now();
    const lease = {
      owner: newId(),
      now: new Date(now).toISOString(),
      expiresAt: new Date(now + leaseMs).toISOString(),
    };
    const row = await this.options.leases.claim(kind, lease);
    if (row === null) {
      return null;
    }
    const attempt = new JobAttempt({ ...this.options, row, work, owner: lease.owner });
    this.#current.set(row.id, attempt);
    return attempt;
  }

  /** A job that is to be tried later, or whose owner may fall silent, wakes nobody by itself. */
  private async setAlarm(kind: JobKind): Promise<void> {
    const at = await this.options.leases.nextDueAt(kind);
    if (at !== null) {
      this.wakeIn(kind, Date.parse(at) - Date.now() + 1);
    }
  }

  private wakeIn(kind: JobKind, delayMs: number): void {
    clearTimeout(this.#alarms.get(kind));
    if (!this.#isClosed) {
      const alarm = setTimeout(() => this.wake(), Math.max(50, delayMs)).unref();
      this.#alarms.set(kind, alarm);
    }
  }
}
