/** What a change of an item takes along: its fields, its vectors, the log and the gallery. */
import type { Transaction } from 'kysely';
import type { AuditAction } from '../audit/audit.schema.js';
import { type Author, recordAudit } from '../audit/record-audit.js';
import type { ItemRow, Tables } from '../persistence/tables.js';
import { fieldsOf } from './item-fields.js';

/** What work in the background files stands for in the log by the entry of its start. */
export async function note(
  transaction: Transaction<Tables>,
  by: Author | null,
  action: AuditAction,
  { id, gallery_id, external_id }: ItemRow,
): Promise<void> {
  if (by !== null) {
    const details = { externalId: external_id };
    await recordAudit(transaction, by, { action, gallery: gallery_id, target: id, details });
  }
}

/** What filters look up, in the place of what was there before. */
export async function writeFields(transaction: Transaction<Tables>, row: ItemRow): Promise<void> {
  await transaction.deleteFrom('item_fields').where('item_id', '=', row.id).execute();
  for (const field of fieldsOf(JSON.parse(row.metadata) as Record<string, unknown>)) {
    await transaction
      .insertInto('item_fields')
      .values({ gallery_id: row.gallery_id, item_id: row.id, ...field })
      .execute();
  }
}

/**
 * Deletes an item's vectors of all models and answers those that the serving model's index knows.
 */
export async function takeVectors(
  transaction: Transaction<Tables>,
  item: string,
  model: string,
): Promise<number[]> {
  const rows = await transaction
    .deleteFrom('vectors')
    .where('item_id', '=', item)
    .returning(['label', 'model_id'])
    .execute();
  return rows.filter(({ model_id }) => model_id === model).map(({ label }) => label);
}

/** Every change of what the index holds makes an index that was saved before stale. */
export async function touchGallery(
  transaction: Transaction<Tables>,
  gallery: string,
  at: string,
): Promise<void> {
  await transaction
    .updateTable('galleries')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1), updated_at: at }))
    .where('id', '=', gallery)
    .execute();
}

/** Every change of labels or metadata makes what filters remember stale. */
export async function touchFields(
  transaction: Transaction<Tables>,
  gallery: string,
): Promise<void> {
  await transaction
    .updateTable('galleries')
    .set(({ eb }) => ({ fields_revision: eb('fields_revision', '+', 1) }))
    .where('id', '=', gallery)
    .execute();
}
