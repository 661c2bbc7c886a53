import { Injectable } from '@nestjs/common';
import { isUmbraError, type UmbraError } from '@umbra/core/errors';
import type { NotNull, Transaction, Updateable } from 'kysely';
import type { Author } from '../audit/record-audit.js';
import { decodeCursor } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { ItemRow, Tables } from '../persistence/tables.js';
import { insertVector } from '../serving/vectors.repository.js';
import type { ItemDraft, Outcome } from './item-outcome.js';
import { note, takeVectors, touchFields, touchGallery, writeFields } from './item-rows.js';
import type { ItemQuery } from './items.schema.js';

interface Filing {
  readonly gallery: string;
  readonly model: string;
  /** Null: work in the background, whose own start is in the audit log. */
  readonly by: Author | null;
  readonly drafts: readonly (ItemDraft | UmbraError)[];
  readonly alongside: (
    transaction: Transaction<Tables>,
    outcomes: readonly Outcome[],
  ) => Promise<void>;
}

interface Deletion {
  readonly model: string;
  readonly at: string;
  readonly by: Author | null;
}

@Injectable()
export class ItemsRepository {
  constructor(private readonly database: Database) {}

  /**
   * Files items with their vectors, and what is written alongside, as one. An external id that is
   * known keeps its item and replaces what it holds. What was refused before only has its place in
   * the answer.
   */
  fileAll({ gallery, model, by, drafts, alongside }: Filing): Promise<Outcome[]> {
    return this.database.transaction().execute(async (transaction) => {
      const outcomes: Outcome[] = [];
      for (const draft of drafts) {
        outcomes.push(
          isUmbraError(draft)
            ? { kind: 'refused', error: draft }
            : await fileOne(transaction, draft, { model, by }),
        );
      }
      if (outcomes.some(({ kind }) => kind === 'filed')) {
        await touchGallery(transaction, gallery, new Date().toISOString());
      }
      await alongside(transaction, outcomes);
      return outcomes;
    });
  }

  async find(gallery: string, id: string): Promise<ItemRow | null> {
    const row = await this.database
      .selectFrom('items')
      .selectAll()
      .where('id', '=', id)
      .where('gallery_id', '=', gallery)
      .executeTakeFirst();
    return row ?? null;
  }

  async hasExternalId(gallery: string, externalId: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('items')
      .select('id')
      .where('gallery_id', '=', gallery)
      .where('external_id', '=', externalId)
      .executeTakeFirst();
    return row !== undefined;
  }

  async page(gallery: string, { limit, cursor, label }: ItemQuery): Promise<ItemRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('items')
      .selectAll()
      .where('gallery_id', '=', gallery)
      .$if(label !== undefined, (query) => query.where('label', '=', label ?? ''))
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(gallery: string, label: string | undefined): Promise<number> {
    const { count } = await this.database
      .selectFrom('items')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .$if(label !== undefined, (query) => query.where('label', '=', label ?? ''))
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Answers null when the item is gone. */
  update(
    id: string,
    changes: Pick<Updateable<Tables['items']>, 'label' | 'metadata' | 'updated_at'>,
    by: Author | null,
  ): Promise<ItemRow | null> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('items')
        .set(changes)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) {
        return null;
      }
      await writeFields(transaction, row);
      await touchFields(transaction, row.gallery_id);
      await note(transaction, by, 'item.update', row);
      return row;
    });
  }

  /** Deletes an item with its vectors and answers the names of those in the index. */
  delete(row: ItemRow, options: Deletion): Promise<number[]> {
    return this.database.transaction().execute(async (transaction) => {
      const labels = await takeVectors(transaction, row.id, options.model);
      await transaction.deleteFrom('items').where('id', '=', row.id).execute();
      await touchGallery(transaction, row.gallery_id, options.at);
      await note(transaction, options.by, 'item.delete', row);
      return labels;
    });
  }

  async countWithoutPicture(gallery: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('items')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .where('sha256', 'is', null)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Every labelled picture of the gallery: what a model is trained on. */
  async labelled(gallery: string): Promise<{ item: string; label: string; sha256: string }[]> {
    const rows = await this.database
      .selectFrom('items')
      .select(['id', 'label', 'sha256'])
      .where('gallery_id', '=', gallery)
      .where('label', 'is not', null)
      .where('sha256', 'is not', null)
      .$narrowType<{ label: NotNull; sha256: NotNull }>()
      .orderBy('id')
      .execute();
    return rows.map(({ id, label, sha256 }) => ({ item: id, label, sha256 }));
  }
}

async function fileOne(
  transaction: Transaction<Tables>,
  draft: ItemDraft,
  { model, by }: Pick<Filing, 'model' | 'by'>,
): Promise<Outcome> {
  const before = await findByExternalId(transaction, draft.row);
  if (before !== null && (await isThere(transaction, before, { model, row: draft.row }))) {
    return { kind: 'unchanged', row: before };
  }
  const row =
    before === null ? draft.row : { ...draft.row, id: before.id, created_at: before.created_at };
  const oldLabels = before === null ? [] : await takeVectors(transaction, row.id, model);
  if (before === null) {
    await transaction.insertInto('items').values(row).execute();
  } else {
    await transaction.updateTable('items').set(row).where('id', '=', row.id).execute();
  }
  await writeFields(transaction, row);
  const vector = { item: row.id, gallery: row.gallery_id, model, vectors: draft.vectors };
  const label = await insertVector(transaction, vector);
  await note(transaction, by, before === null ? 'item.create' : 'item.replace', row);
  return { kind: 'filed', row, label: label ?? 0, before, oldLabels };
}

/** Whether the same picture with the same fields is filed, with its vectors by the model. */
async function isThere(
  transaction: Transaction<Tables>,
  before: ItemRow,
  { model, row }: { readonly model: string; readonly row: ItemRow },
): Promise<boolean> {
  const isSame =
    row.sha256 !== null &&
    before.sha256 === row.sha256 &&
    before.label === row.label &&
    before.metadata === row.metadata;
  const vector = await transaction
    .selectFrom('vectors')
    .select('label')
    .where('item_id', '=', before.id)
    .where('model_id', '=', model)
    .executeTakeFirst();
  return isSame && vector !== undefined;
}

async function findByExternalId(
  transaction: Transaction<Tables>,
  { gallery_id, external_id }: ItemRow,
): Promise<ItemRow | null> {
  if (external_id === null) {
    return null;
  }
  const row = await transaction
    .selectFrom('items')
    .selectAll()
    .where('gallery_id', '=', gallery_id)
    .where('external_id', '=', external_id)
    .executeTakeFirst();
  return row ?? null;
}
