import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { JobLogRow } from '../persistence/tables.js';

/** The newest lines of a job are kept; who wants more reads the log of the process. */
export const jobLogLimits = { linesMax: 200, lineLengthMax: 500 } as const;

@Injectable()
export class JobLogRepository {
  constructor(private readonly database: Database) {}

  /** A job that is gone has no log. */
  async append(job: string, level: JobLogRow['level'], message: string): Promise<void> {
    const text = message.slice(0, jobLogLimits.lineLengthMax);
    const at = new Date().toISOString();
    await this.database.transaction().execute(async (transaction) => {
      await sql`INSERT INTO job_log (job_id, sequence, at, level, message)
        SELECT id, 1 + coalesce((SELECT max(sequence) FROM job_log WHERE job_id = ${job}), 0),
          ${at}, ${level}, ${text}
        FROM jobs WHERE id = ${job}`.execute(transaction);
      const last = sql`(SELECT max(sequence) FROM job_log WHERE job_id = ${job})`;
      await sql`DELETE FROM job_log
        WHERE job_id = ${job} AND sequence <= ${last} - ${jobLogLimits.linesMax}`.execute(
        transaction,
      );
    });
  }

  async page(job: string, { limit, cursor }: ListQuery): Promise<JobLogRow[]> {
    const after = Number(decodeCursor(cursor) ?? 0);
    return this.database
      .selectFrom('job_log')
      .selectAll()
      .where('job_id', '=', job)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(limit + 1)
      .execute();
  }

  async count(job: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('job_log')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('job_id', '=', job)
      .executeTakeFirstOrThrow();
    return count;
  }
}
