import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { sql, type Transaction } from 'kysely';
import { type Author, recordAudit } from '../audit/record-audit.js';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { ModelRow, Tables } from '../persistence/tables.js';
import { inheritTrained, noteTrained } from './trained-pictures.js';

/**
 * Which galleries a caller may see: these, or all. A bound caller sees their models and those that
 * nobody trained.
 */
type Visible = readonly string[] | null;

interface TrainedBy {
  readonly run: string;
  /** The SHA-256 of every picture that it was trained on. */
  readonly pictures: readonly string[];
}

@Injectable()
export class ModelsRepository {
  constructor(private readonly database: Database) {}

  async insert(row: ModelRow): Promise<void> {
    await this.database.insertInto('models').values(row).execute();
  }

  /**
   * A model that a run made, what it has seen, and that the run made it, in one step: a model that
   * stands here is never taken for one that has seen nothing, and no run makes two.
   */
  async insertTrained(row: ModelRow, made: TrainedBy): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('models').values(row).execute();
      await noteTrained(transaction, row.id, made.pictures);
      if (row.from_model_id !== null) {
        await inheritTrained(transaction, row.id, row.from_model_id);
      }
      await transaction
        .updateTable('training_runs')
        .set({ model_id: row.id })
        .where('id', '=', made.run)
        .execute();
    });
  }

  /** Notes pictures that a model has seen. */
  noteTrained(model: string, pictures: readonly string[]): Promise<void> {
    return noteTrained(this.database, model, pictures);
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

  /**
   * With its vectors and calibrations. Its files go in the same transaction: when they cannot, or
   * the process dies over it, the model is still there and can be deleted again.
   *
   * @throws UmbraError `conflict` while somebody needs it
   */
  async delete(row: ModelRow, by: Author, removeFiles: () => Promise<void>): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await assertUnused(transaction, row.id);
      await transaction.deleteFrom('models').where('id', '=', row.id).execute();
      const { id: target, gallery_id: gallery, name } = row;
      await recordAudit(transaction, by, {
        action: 'model.delete',
        gallery,
        target,
        details: { name },
      });
      await removeFiles();
    });
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

const active = ['queued', 'running'] as const;

async function assertUnused(transaction: Transaction<Tables>, id: string): Promise<void> {
  const gallery = await transaction
    .selectFrom('galleries')
    .select('model_id')
    .where((where) => where.or([where('model_id', '=', id), where('previous_model_id', '=', id)]))
    .executeTakeFirst();
  if (gallery !== undefined) {
    const message = 'The model serves a gallery, or served it before and can be gone back to.';
    throw new UmbraError('conflict', `${message} Promote others first, or delete the gallery.`);
  }
  const run = await transaction
    .selectFrom('training_runs')
    .select('id')
    .where((where) => where.or([where('model_id', '=', id), where('from_model_id', '=', id)]))
    .where('state', 'in', active)
    .executeTakeFirst();
  const job = await transaction
    .selectFrom('jobs')
    .select('id')
    .where(sql<boolean>`input ->> '$.model' = ${id}`)
    .where('state', 'in', active)
    .executeTakeFirst();
  if (run !== undefined || job !== undefined) {
    const message = 'A training run or a job needs the model: cancel it or wait for it first.';
    throw new UmbraError('conflict', message);
  }
}
