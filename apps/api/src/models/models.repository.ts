import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { ModelRow } from '../persistence/tables.js';

/**
 * Which galleries a caller may see: these, or all. A bound caller sees their models and those that
 * nobody trained.
 */
type Visible = readonly string[] | null;

@Injectable()
export class ModelsRepository {
  constructor(private readonly database: Database) {}

  async insert(row: ModelRow): Promise<void> {
    await this.database.insertInto('models').values(row).execute();
  }

  /** Leaves one that is there as it is. */
  async ensure(row: ModelRow): Promise<void> {
    await this.database
      .insertInto('models')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async find(id: string): Promise<ModelRow | null> {
    const row = await this.database
      .selectFrom('models')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row ?? null;
  }

  async page({ limit, cursor }: ListQuery, visible: Visible): Promise<ModelRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('models')
      .selectAll()
      .where(isVisible(visible))
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(visible: Visible): Promise<number> {
    const { count } = await this.database
      .selectFrom('models')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(isVisible(visible))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** How many models were trained on a gallery. */
  async countOf(gallery: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('models')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** The galleries that each of the models serves. */
  async servedBy(models: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await this.database
      .selectFrom('galleries')
      .select(['id', 'model_id'])
      .where('model_id', 'in', models)
      .orderBy('id')
      .execute();
    const served = new Map<string, string[]>(models.map((model) => [model, []]));
    for (const { id, model_id } of rows) {
      served.get(model_id)?.push(id);
    }
    return served;
  }
}

function isVisible(visible: Visible) {
  return visible === null
    ? sql<boolean>`true`
    : sql<boolean>`(kind != 'trained' OR gallery_id IN (SELECT value FROM json_each(${JSON.stringify(visible)})))`;
}
