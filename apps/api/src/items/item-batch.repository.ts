import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import type { Author } from '../audit/record-audit.js';
import { Database } from '../persistence/database.js';
import type { ItemRow, Tables } from '../persistence/tables.js';
import { note, takeVectors, touchFields, touchGallery, writeFields } from './item-rows.js';

export interface Selection {
  readonly gallery: string;
  readonly ids: readonly string[];
  readonly by: Author;
  readonly at: string;
}

/** Changes many items of a gallery as one; an id that the gallery lacks is passed over. */
@Injectable()
export class ItemBatchRepository {
  constructor(private readonly database: Database) {}

  /** Answers the rows as they were before. `metadata` is JSON text. */
  update(
    selection: Selection,
    set: { readonly label?: string | null | undefined; readonly metadata?: string | undefined },
  ): Promise<ItemRow[]> {
    return this.database.transaction().execute(async (transaction) => {
      const rows = await selected(transaction, selection);
      for (const before of rows) {
        const { label = before.label, metadata = before.metadata } = set;
        const row = { ...before, label, metadata, updated_at: selection.at };
        await transaction
          .updateTable('items')
          .set({ label, metadata, updated_at: selection.at })
          .where('id', '=', row.id)
          .execute();
        await writeFields(transaction, row);
        await note(transaction, selection.by, 'item.update', row);
      }
      if (rows.length > 0) {
        await touchFields(transaction, selection.gallery);
      }
      return rows;
    });
  }

  /** Answers the rows that are gone, and the names of their vectors in the model's index. */
  delete(selection: Selection, model: string): Promise<{ rows: ItemRow[]; labels: number[] }> {
    return this.database.transaction().execute(async (transaction) => {
      const rows = await selected(transaction, selection);
      const labels: number[] = [];
      for (const row of rows) {
        labels.push(...(await takeVectors(transaction, row.id, model)));
        await transaction.deleteFrom('items').where('id', '=', row.id).execute();
        await note(transaction, selection.by, 'item.delete', row);
      }
      if (rows.length > 0) {
        await touchGallery(transaction, selection.gallery, selection.at);
      }
      return { rows, labels };
    });
  }
}

function selected(
  transaction: Transaction<Tables>,
  { gallery, ids }: Selection,
): Promise<ItemRow[]> {
  return transaction
    .selectFrom('items')
    .selectAll()
    .where('gallery_id', '=', gallery)
    .where('id', 'in', [...ids])
    .execute();
}
