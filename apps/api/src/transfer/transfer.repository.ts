import { Injectable } from '@nestjs/common';
import { recordAudit } from '../audit/record-audit.js';
import { fieldsOf } from '../items/item-fields.js';
import { Database } from '../persistence/database.js';
import type { GalleryRow, ItemRow, ModelRow } from '../persistence/tables.js';
import type { EmbeddedBatch } from '../serving/embedding-protocol.js';
import { insertVector } from '../serving/vectors.repository.js';

export interface ItemWithVectors extends ItemRow {
  readonly shadow: Uint8Array;
  readonly embedding: Uint8Array;
}

export interface NewItemRow {
  readonly row: ItemRow;
  readonly vectors: EmbeddedBatch;
}

/** Whole galleries, on their way out and in. */
@Injectable()
export class TransferRepository {
  constructor(private readonly database: Database) {}

  /** The next items that have vectors by the model, in the order of their ids. */
  itemsAfter(
    { gallery, model }: { readonly gallery: string; readonly model: string },
    range: { readonly after: string; readonly limit: number },
  ): Promise<ItemWithVectors[]> {
    return this.database
      .selectFrom('items')
      .innerJoin('vectors', 'vectors.item_id', 'items.id')
      .selectAll('items')
      .select(['vectors.shadow', 'vectors.embedding'])
      .where('items.gallery_id', '=', gallery)
      .where('vectors.model_id', '=', model)
      .where('items.id', '>', range.after)
      .orderBy('items.id')
      .limit(range.limit)
      .execute();
  }

  /** The pictures that a model was trained on. */
  async trainedPictures(model: string): Promise<string[]> {
    const rows = await this.database
      .selectFrom('trained_pictures')
      .select('sha256')
      .where('model_id', '=', model)
      .orderBy('sha256')
      .execute();
    return rows.map(({ sha256 }) => sha256);
  }

  /** Files items of a gallery that nobody sees yet. */
  async insertItems(model: string, items: readonly NewItemRow[]): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      for (const { row, vectors } of items) {
        await transaction.insertInto('items').values(row).execute();
        for (const field of fieldsOf(JSON.parse(row.metadata) as Record<string, unknown>)) {
          const place = { gallery_id: row.gallery_id, item_id: row.id };
          await transaction
            .insertInto('item_fields')
            .values({ ...place, ...field })
            .execute();
        }
        const vector = { item: row.id, gallery: row.gallery_id, model, vectors };
        await insertVector(transaction, vector);
      }
    });
  }

  async tieModel(model: string, gallery: string): Promise<void> {
    await this.database
      .updateTable('models')
      .set({ gallery_id: gallery })
      .where('id', '=', model)
      .execute();
  }

  /** From here on everybody sees the gallery, and the job knows it as its own. */
  async reveal(gallery: GalleryRow, job: string): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('galleries')
        .set({ arriving: 0 })
        .where('id', '=', gallery.id)
        .execute();
      await transaction
        .updateTable('jobs')
        .set({ gallery_id: gallery.id })
        .where('id', '=', job)
        .execute();
      const entry = { action: 'gallery.create', gallery: gallery.id, target: gallery.id } as const;
      await recordAudit(transaction, null, { ...entry, details: { name: gallery.name, job } });
    });
  }

  /** Takes back what an import that failed has filed, and answers the files it referred to. */
  async takeBack(gallery: string, model: Pick<ModelRow, 'id'>): Promise<string[]> {
    return this.database.transaction().execute(async (transaction) => {
      const files = await transaction
        .selectFrom('items')
        .select('sha256')
        .distinct()
        .where('gallery_id', '=', gallery)
        .execute();
      await transaction
        .deleteFrom('galleries')
        .where('id', '=', gallery)
        .where('arriving', '=', 1)
        .execute();
      await transaction.deleteFrom('models').where('id', '=', model.id).execute();
      return files.flatMap(({ sha256 }) => sha256 ?? []);
    });
  }
}
