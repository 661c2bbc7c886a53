import { Injectable } from '@nestjs/common';
import type { Insertable } from 'kysely';
import type { AuditAction } from '../audit/audit.schema.js';
import { type Author, recordAudit } from '../audit/record-audit.js';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { JobRow, Tables } from '../persistence/tables.js';
import type { JobKind } from './job-kinds.js';

interface OfGallery {
  readonly kind: JobKind;
  readonly gallery: string;
}

@Injectable()
export class JobsRepository {
  constructor(private readonly database: Database) {}

  async insert(job: Insertable<Tables['jobs']>, by: Author, action: AuditAction): Promise<JobRow> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('jobs')
        .values(job)
        .returningAll()
        .executeTakeFirstOrThrow();
      await recordAudit(transaction, by, {
        action,
        gallery: row.gallery_id,
        target: row.id,
        details: JSON.parse(row.input) as Record<string, unknown>,
      });
      return row;
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

  /** Whether one waits or is at work. */
  async isActive({ kind, gallery }: OfGallery): Promise<boolean> {
    const row = await this.database
      .selectFrom('jobs')
      .select('id')
      .where('kind', '=', kind)
      .where('gallery_id', '=', gallery)
      .where('state', 'in', ['queued', 'running'])
      .executeTakeFirst();
    return row !== undefined;
  }

  async succeeded(of: OfGallery, { limit, cursor }: ListQuery): Promise<JobRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('jobs')
      .selectAll()
      .where('kind', '=', of.kind)
      .where('gallery_id', '=', of.gallery)
      .where('state', '=', 'succeeded')
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async countSucceeded({ kind, gallery }: OfGallery): Promise<number> {
    const { count } = await this.database
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('kind', '=', kind)
      .where('gallery_id', '=', gallery)
      .where('state', '=', 'succeeded')
      .executeTakeFirstOrThrow();
    return count;
  }
}
