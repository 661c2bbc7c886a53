import { Injectable } from '@nestjs/common';
import { type Selectable, sql } from 'kysely';
import { decodeCursor } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { Tables } from '../persistence/tables.js';
import type { AuditQuery } from './audit.schema.js';
import { type AuditEntry, type Author, recordAudit } from './record-audit.js';

export type AuditRow = Selectable<Tables['audit']>;

/** Few enough that no request waits for a deletion. */
const deletedAtOnce = 1000;

@Injectable()
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** For a change that is no single transaction. */
  record(by: Author, entry: AuditEntry): Promise<void> {
    return recordAudit(this.database, by, entry);
  }

  async page(query: AuditQuery): Promise<AuditRow[]> {
    const after = decodeCursor(query.cursor);
    return this.matching(query)
      .selectAll()
      .$if(after !== null, (rows) => rows.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(query.limit + 1)
      .execute();
  }

  async count(query: AuditQuery): Promise<number> {
    const { count } = await this.matching(query)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Deletes the oldest entries: all before a time, and all but the newest `most`. */
  async prune(kept: { readonly since: string; readonly most: number }): Promise<void> {
    const newestTooMany = this.database
      .selectFrom('audit')
      .select('id')
      .orderBy('id', 'desc')
      .limit(1)
      .offset(kept.most);
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; ) {
      const result = await sql`DELETE FROM audit WHERE id IN (
        SELECT id FROM audit
        WHERE at < ${kept.since} OR id <= (${newestTooMany})
        ORDER BY id LIMIT ${deletedAtOnce}
      )`.execute(this.database);
      deleted = Number(result.numAffectedRows ?? 0n);
    }
  }

  private matching({ action, gallery, key, from, to }: AuditQuery) {
    return this.database
      .selectFrom('audit')
      .$if(action !== undefined, (rows) => rows.where('action', '=', action ?? 'key.create'))
      .$if(gallery !== undefined, (rows) => rows.where('gallery_id', '=', gallery ?? ''))
      .$if(key !== undefined, (rows) => rows.where('key_id', '=', key ?? ''))
      .$if(from !== undefined, (rows) => rows.where('at', '>=', utc(from)))
      .$if(to !== undefined, (rows) => rows.where('at', '<', utc(to)));
  }
}

function utc(time: string | undefined): string {
  return new Date(time ?? 0).toISOString();
}
