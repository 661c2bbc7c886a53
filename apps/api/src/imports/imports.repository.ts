import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { ImportRefusalRow, Tables } from '../persistence/tables.js';
import type { ImportReport } from './imports.schema.js';

/** How far an import is: everything up to the position is settled. */
export interface ImportCheckpoint extends ImportReport {
  readonly position: number;
}

@Injectable()
export class ImportsRepository {
  constructor(private readonly database: Database) {}

  /** In the transaction that files a batch, so that no entry is filed twice or forgotten. */
  async settleBatch(
    transaction: Transaction<Tables>,
    job: string,
    batch: {
      readonly checkpoint: ImportCheckpoint;
      readonly refusals: readonly ImportRefusalRow[];
    },
  ): Promise<void> {
    for (const refusal of batch.refusals) {
      await transaction.insertInto('import_refusals').values(refusal).execute();
    }
    await transaction
      .updateTable('jobs')
      .set({
        done: batch.checkpoint.position,
        reached: batch.checkpoint.position,
        attempts: 1,
        checkpoint: JSON.stringify(batch.checkpoint),
      })
      .where('id', '=', job)
      .execute();
  }

  async refusals(job: string, { limit, cursor }: ListQuery): Promise<ImportRefusalRow[]> {
    const after = Number(decodeCursor(cursor) ?? 0);
    return this.database
      .selectFrom('import_refusals')
      .selectAll()
      .where('job_id', '=', job)
      .where('position', '>', after)
      .orderBy('position')
      .limit(limit + 1)
      .execute();
  }

  async countRefusals(job: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('import_refusals')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('job_id', '=', job)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** The jobs whose received files are still needed. */
  async unfinishedJobs(): Promise<Set<string>> {
    const rows = await this.database
      .selectFrom('jobs')
      .select('id')
      .where('state', 'in', ['queued', 'running'])
      .execute();
    return new Set(rows.map(({ id }) => id));
  }
}
