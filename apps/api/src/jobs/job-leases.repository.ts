import { Injectable } from '@nestjs/common';
import { type ExpressionBuilder, sql, type Transaction, type UpdateObject } from 'kysely';
import { Database } from '../persistence/database.js';
import type { JobRow, Tables } from '../persistence/tables.js';
import { Interruption } from './interruption.js';
import type { JobKind } from './job-kinds.js';

/** One attempt at a job. */
export interface Lease {
  readonly job: string;
  /** Of this attempt alone: whoever takes the job over has another. */
  readonly owner: string;
}

interface Advance {
  readonly done: number;
  readonly total: number;
  readonly resumes: boolean;
}

type JobChanges = UpdateObject<Tables, 'jobs'>;

const noLease = { lease_owner: null, lease_expires_at: null } as const;

/**
 * Who works on which job. Every change of a job that is at work names its lease, so that one that
 * was thought dead and comes back changes nothing any more.
 */
@Injectable()
export class JobLeases {
  constructor(private readonly database: Database) {}

  /** The job of its kind that waits for the longest time, or whose owner fell silent. */
  async claim(
    kind: JobKind,
    lease: { readonly owner: string; readonly now: string; readonly expiresAt: string },
  ): Promise<JobRow | null> {
    const { owner, now, expiresAt } = lease;
    const row = await this.database
      .updateTable('jobs')
      .set({
        state: 'running',
        lease_owner: owner,
        lease_expires_at: expiresAt,
        attempts: sql`attempts + 1`,
        started_at: sql`coalesce(started_at, ${now})`,
        run_after: null,
      })
      .where('id', '=', (query) =>
        query
          .selectFrom('jobs')
          .select('id')
          .where('kind', '=', kind)
          .where(isDue(now))
          .orderBy('id')
          .limit(1),
      )
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  }

  /** When the next job of the kind may be begun, as far as is known; null when none waits. */
  async nextDueAt(kind: JobKind): Promise<string | null> {
    const row = await this.database
      .selectFrom('jobs')
      .select(sql<string | null>`min(coalesce(run_after, lease_expires_at, created_at))`.as('at'))
      .where('kind', '=', kind)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst();
    return row?.at ?? null;
  }

  /** Answers whether somebody wants the job cancelled. @throws Interruption when it is lost */
  async renew({ job, owner }: Lease, expiresAt: string): Promise<boolean> {
    const row = await this.database
      .updateTable('jobs')
      .set({ lease_expires_at: expiresAt })
      .where('id', '=', job)
      .where('lease_owner', '=', owner)
      .returning('cancel_requested')
      .executeTakeFirst();
    if (row === undefined) {
      throw new Interruption('lost');
    }
    return row.cancel_requested === 1;
  }

  /** In the transaction of what the work writes. @throws Interruption when the lease is lost */
  async assertHeld(transaction: Transaction<Tables>, { job, owner }: Lease): Promise<void> {
    const row = await transaction
      .selectFrom('jobs')
      .select('id')
      .where('id', '=', job)
      .where('lease_owner', '=', owner)
      .executeTakeFirst();
    if (row === undefined) {
      throw new Interruption('lost');
    }
  }

  /**
   * Work that resumes and gets further than ever before may be tried as often as at the start.
   *
   * @throws Interruption when the lease is lost
   */
  async advance(lease: Lease, { done, total, resumes }: Advance): Promise<void> {
    const counted = resumes ? done : 0;
    const isHeld = await this.change(lease, {
      done,
      total,
      attempts: sql<number>`CASE WHEN ${counted} > reached THEN 1 ELSE attempts END`,
      reached: sql<number>`max(reached, ${counted})`,
    });
    if (!isHeld) {
      throw new Interruption('lost');
    }
  }

  /** How often the job was begun since it last got further. */
  async attemptsOf({ job }: Lease): Promise<number> {
    const { attempts } = await this.database
      .selectFrom('jobs')
      .select('attempts')
      .where('id', '=', job)
      .executeTakeFirstOrThrow();
    return attempts;
  }

  /** Ends the attempt. */
  async end(lease: Lease, changes: JobChanges): Promise<boolean> {
    return this.change(lease, { ...changes, ...noLease });
  }

  /** Hands the job on as if this attempt had not been. */
  async handOver(lease: Lease): Promise<boolean> {
    return this.end(lease, { state: 'queued', attempts: sql`max(attempts - 1, 0)` });
  }

  /** Cancels a job that waits; answers whether it did, and notes the wish on one that works. */
  async requestCancel(job: string, at: string): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('jobs')
        .set({ state: 'cancelled', finished_at: at, run_after: null })
        .where('id', '=', job)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      await transaction
        .updateTable('jobs')
        .set({ cancel_requested: 1 })
        .where('id', '=', job)
        .where('state', '=', 'running')
        .execute();
      return ended.numUpdatedRows > 0n;
    });
  }

  /** At a start, when nobody else can be at work in this home: what was cut off waits again. */
  async releaseAll(): Promise<string[]> {
    const rows = await this.database
      .updateTable('jobs')
      .set({ state: 'queued', ...noLease })
      .where('state', '=', 'running')
      .returning('id')
      .execute();
    return rows.map(({ id }) => id);
  }

  private async change({ job, owner }: Lease, changes: JobChanges): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('jobs')
      .set(changes)
      .where('id', '=', job)
      .where('lease_owner', '=', owner)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}

function isDue(now: string) {
  return ({ and, or, eb }: ExpressionBuilder<Tables, 'jobs'>) =>
    or([
      and([
        eb('state', '=', 'queued'),
        or([eb('run_after', 'is', null), eb('run_after', '<=', now)]),
      ]),
      and([eb('state', '=', 'running'), eb('lease_expires_at', '<', now)]),
    ]);
}
