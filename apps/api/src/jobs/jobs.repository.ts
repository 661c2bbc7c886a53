import { Injectable } from '@nestjs/common';
import type { Updateable } from 'kysely';
import type { AuditAction } from '../audit/audit.schema.js';
import { type Author, recordAudit } from '../audit/record-audit.js';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { JobRow, Tables } from '../persistence/tables.js';

@Injectable()
export class JobsRepository {
  constructor(private readonly database: Database) {}

  async insert(row: JobRow, by: Author, action: AuditAction): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('jobs').values(row).execute();
      await recordAudit(transaction, by, {
        action,
        gallery: row.gallery_id,
        target: row.id,
        details: JSON.parse(row.input) as Record<string, unknown>,
      });
    });
  }

  async find(id: string): Promise<JobRow | null> {
    const row = await this.database
      .selectFrom('jobs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  }

  /** The one of its kind that waits for the longest time. */
  async nextQueued(kind: JobRow['kind']): Promise<JobRow | null> {
    const row = await this.database
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'queued')
      .where('kind', '=', kind)
      .orderBy('id')
      .executeTakeFirst();
    return row ?? null;
  }

  /** What a stop cut off is queued again, and goes on. */
  async requeueRunning(): Promise<void> {
    await this.database
      .updateTable('jobs')
      .set({ state: 'queued' })
      .where('state', '=', 'running')
      .execute();
  }

  /** Answers whether it was still queued. */
  async cancelQueued(id: string, at: string): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('jobs')
      .set({ state: 'cancelled', finished_at: at })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async update(id: string, changes: Updateable<Tables['jobs']>): Promise<void> {
    await this.database.updateTable('jobs').set(changes).where('id', '=', id).execute();
  }

  async page({ limit, cursor }: ListQuery, visible: readonly string[] | null): Promise<JobRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('jobs')
      .selectAll()
      .$if(visible !== null, (query) => query.where('gallery_id', 'in', visible ?? []))
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(visible: readonly string[] | null): Promise<number> {
    const { count } = await this.database
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .$if(visible !== null, (query) => query.where('gallery_id', 'in', visible ?? []))
      .executeTakeFirstOrThrow();
    return count;
  }
}
