import { Injectable } from '@nestjs/common';
import { type Author, recordAudit } from '../audit/record-audit.js';
import type { ListQuery } from '../http/list.schema.js';
import { decodeCursor } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { KeyRow } from '../persistence/tables.js';

export interface KeyRecord {
  readonly row: KeyRow;
  /** Null for a key that sees every gallery. */
  readonly galleries: readonly string[] | null;
}

@Injectable()
export class KeysRepository {
  constructor(private readonly database: Database) {}

  async insert(row: KeyRow, galleries: readonly string[], by: Author | null): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('keys').values(row).execute();
      for (const gallery_id of galleries) {
        await transaction
          .insertInto('key_galleries')
          .values({ key_id: row.id, gallery_id })
          .execute();
      }
      await recordAudit(transaction, by, {
        action: 'key.create',
        gallery: null,
        target: row.id,
        details: {
          name: row.name,
          scopes: row.scopes.split(' '),
          galleries: row.bound === 0 ? null : galleries,
          expiresAt: row.expires_at,
        },
      });
    });
  }

  /** Leaves one that is there as it is. */
  async ensure(row: KeyRow): Promise<void> {
    await this.database
      .insertInto('keys')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Asked for with every request. */
  find(id: string): Promise<KeyRecord | null> {
    return this.database.remembered.read(`key ${id}`, () => this.read(id));
  }

  private async read(id: string): Promise<KeyRecord | null> {
    const row = await this.database
      .selectFrom('keys')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined ? null : this.withGalleries(row);
  }

  async page({ limit, cursor }: ListQuery): Promise<KeyRecord[]> {
    const after = decodeCursor(cursor);
    const rows = await this.database
      .selectFrom('keys')
      .selectAll()
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return Promise.all(rows.map((row) => this.withGalleries(row)));
  }

  async count(): Promise<number> {
    const { count } = await this.database
      .selectFrom('keys')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Keys that may do everything, for ever. */
  async lastingAdminIds(): Promise<string[]> {
    const rows = await this.database
      .selectFrom('keys')
      .select(['id', 'scopes'])
      .where('expires_at', 'is', null)
      .execute();
    return rows.filter(({ scopes }) => scopes.split(' ').includes('admin')).map(({ id }) => id);
  }

  async markUsed(id: string, at: string): Promise<void> {
    await this.database
      .updateTable('keys')
      .set({ last_used_at: at })
      .where('id', '=', id)
      .execute();
  }

  async delete(id: string, why: { readonly by: Author; readonly name: string }): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('keys').where('id', '=', id).execute();
      const details = { name: why.name };
      const entry = { action: 'key.delete', gallery: null, target: id, details } as const;
      await recordAudit(transaction, why.by, entry);
    });
  }

  /** For the preset key, whose setting is gone: nobody asked for it. */
  async forget(id: string): Promise<void> {
    await this.database.deleteFrom('keys').where('id', '=', id).execute();
  }

  private async withGalleries(row: KeyRow): Promise<KeyRecord> {
    if (row.bound === 0) {
      return { row, galleries: null };
    }
    const bound = await this.database
      .selectFrom('key_galleries')
      .select('gallery_id')
      .where('key_id', '=', row.id)
      .execute();
    return { row, galleries: bound.map(({ gallery_id }) => gallery_id) };
  }
}
