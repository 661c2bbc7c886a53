import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { sql, type Transaction, type Updateable } from 'kysely';
import { type Author, recordAudit } from '../audit/record-audit.js';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import { isUniqueViolation } from '../persistence/sqlite-errors.js';
import type { GalleryRow, Tables } from '../persistence/tables.js';
import type { Rerank } from '../serving/rerank.js';

export interface GalleryCounts {
  readonly items: number;
  readonly labels: number;
  readonly examples: number;
}

/** Which galleries a caller may see: these, or all. */
type Visible = readonly string[] | null;

@Injectable()
export class GalleriesRepository {
  constructor(private readonly database: Database) {}

  /** By id or by name; an id has the form of no name that people would choose. */
  find(reference: string): Promise<GalleryRow | null> {
    return this.database.remembered.read(`gallery ${reference}`, () => this.read(reference));
  }

  private async read(reference: string): Promise<GalleryRow | null> {
    const row = await this.database
      .selectFrom('galleries')
      .selectAll()
      .where((where) => where.or([where('id', '=', reference), where('name', '=', reference)]))
      .where('arriving', '=', 0)
      .orderBy(sql`id = ${reference}`, 'desc')
      .executeTakeFirst();
    return row ?? null;
  }

  insert(row: GalleryRow, by: Author | null): Promise<void> {
    return this.write(row.name, async (transaction) => {
      await transaction.insertInto('galleries').values(row).execute();
      await recordAudit(transaction, by, {
        action: 'gallery.create',
        gallery: row.id,
        target: row.id,
        details: { name: row.name },
      });
    });
  }

  /** One that nobody sees before it is whole. @throws UmbraError `name_taken` */
  insertArriving(row: GalleryRow): Promise<void> {
    return this.write(row.name, async (transaction) => {
      await transaction.insertInto('galleries').values(row).execute();
    });
  }

  update(id: string, changes: Updateable<Tables['galleries']>, by: Author): Promise<void> {
    const { name = '' } = changes;
    return this.write(name, async (transaction) => {
      await transaction.updateTable('galleries').set(changes).where('id', '=', id).execute();
      const entry = { action: 'gallery.update', gallery: id, target: id } as const;
      await recordAudit(transaction, by, { ...entry, details: { name } });
    });
  }

  /**
   * Lets another model serve, or the same in another way, and answers the new version; null when
   * the gallery is gone.
   */
  setServing(id: string, serving: { model: string; rerank: Rerank }): Promise<number | null> {
    return this.database.transaction().execute(async (transaction) => {
      const version = await replaceServing(transaction, id, serving);
      if (version !== null) {
        const entry = { action: 'promotion.finish', gallery: id, target: serving.model } as const;
        await recordAudit(transaction, null, entry);
      }
      return version;
    });
  }

  /** With its items, vectors, examples, runs and jobs. */
  async delete({ id, name }: GalleryRow, by: Author): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.deleteFrom('galleries').where('id', '=', id).execute();
      const entry = { action: 'gallery.delete', gallery: id, target: id } as const;
      await recordAudit(transaction, by, { ...entry, details: { name } });
    });
  }

  async page({ limit, cursor }: ListQuery, visible: Visible): Promise<GalleryRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('galleries')
      .selectAll()
      .where('arriving', '=', 0)
      .$if(visible !== null, (query) => query.where('id', 'in', visible ?? []))
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(visible: Visible = null): Promise<number> {
    const { count } = await this.database
      .selectFrom('galleries')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('arriving', '=', 0)
      .$if(visible !== null, (query) => query.where('id', 'in', visible ?? []))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** The most recently changed first. */
  async recentIds(limit: number): Promise<string[]> {
    const rows = await this.database
      .selectFrom('galleries')
      .select('id')
      .where('arriving', '=', 0)
      .orderBy('updated_at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async counts(id: string): Promise<GalleryCounts> {
    const items = await this.database
      .selectFrom('items')
      .select(({ fn }) => [
        fn.countAll<number>().as('items'),
        fn.count<number>('label').distinct().as('labels'),
      ])
      .where('gallery_id', '=', id)
      .executeTakeFirstOrThrow();
    const examples = await this.database
      .selectFrom('examples')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', id)
      .executeTakeFirstOrThrow();
    return { ...items, examples: examples.count };
  }

  /** The SHA-256 of every file that its items and examples refer to. */
  async blobs(id: string): Promise<string[]> {
    const rows = await this.database
      .selectFrom('items')
      .select('sha256')
      .where('gallery_id', '=', id)
      .union(this.database.selectFrom('examples').select('sha256').where('gallery_id', '=', id))
      .execute();
    return rows.flatMap(({ sha256 }) => sha256 ?? []);
  }

  async labels(id: string): Promise<{ label: string; count: number }[]> {
    const rows = await this.database
      .selectFrom('items')
      .select(({ fn }) => ['label', fn.countAll<number>().as('count')])
      .where('gallery_id', '=', id)
      .where('label', 'is not', null)
      .groupBy('label')
      .orderBy('label')
      .execute();
    return rows.map(({ label, count }) => ({ label: label ?? '', count }));
  }

  private write(
    name: string,
    work: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<void> {
    return nameIsFree(name, () => this.database.transaction().execute(work));
  }
}

async function replaceServing(
  transaction: Transaction<Tables>,
  id: string,
  { model, rerank }: { model: string; rerank: Rerank },
): Promise<number | null> {
  const row = await transaction
    .updateTable('galleries')
    .set(({ eb }) => ({
      previous_model_id: sql`iif(model_id = ${model}, previous_model_id, model_id)`,
      model_id: model,
      rerank,
      index_version: eb('index_version', '+', 1),
      revision: eb('revision', '+', 1),
      updated_at: new Date().toISOString(),
    }))
    .where('id', '=', id)
    .returning('index_version')
    .executeTakeFirst();
  return row?.index_version ?? null;
}

/** Two requests may ask for one name at once: the unique index decides. */
async function nameIsFree(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error)) {
      throw new UmbraError('name_taken', `There is a gallery named ${name} already.`, {
        fields: [{ path: 'name', message: 'must be one that is free' }],
        cause: error,
      });
    }
    throw error;
  }
}
