import { Injectable } from '@nestjs/common';
import type { Author } from '../audit/record-audit.js';
import type { GalleryRow, ItemRow } from '../persistence/tables.js';
import { ErasureService } from '../serving/erasure.service.js';
import { ServingService } from '../serving/serving.service.js';
import { ItemBatchRepository, type Selection } from './item-batch.repository.js';
import type { ItemBatch, ItemBatchResult } from './item-batch.schema.js';

@Injectable()
export class ItemBatchService {
  constructor(
    private readonly batches: ItemBatchRepository,
    private readonly serving: ServingService,
    private readonly erasure: ErasureService,
  ) {}

  async apply(by: Author, gallery: GalleryRow, body: ItemBatch): Promise<ItemBatchResult> {
    const ids = [...new Set(body.items)];
    const selection = { gallery: gallery.id, ids, by, at: new Date().toISOString() };
    const rows =
      body.set === undefined
        ? await this.delete(selection)
        : await this.batches.update(selection, {
            label: body.set.label,
            metadata: body.set.metadata && JSON.stringify(body.set.metadata),
          });
    const changed = new Set(rows.map(({ id }) => id));
    const detail = `There is no such item in the gallery ${gallery.name}.`;
    const refused = ids
      .filter((id) => !changed.has(id))
      .map((item) => ({ item, code: 'not_found' as const, detail }));
    return { changed: changed.size, refused };
  }

  private async delete(selection: Selection): Promise<ItemRow[]> {
    const { gallery } = selection;
    const { rows } = await this.serving.seat(gallery).change({
      commit: ({ model }) => this.batches.delete(selection, model.id),
      follow: (index, { labels }) => index.remove(labels),
    });
    if (rows.length > 0) {
      this.serving.saveSoon(gallery);
      await this.erasure.erase(
        gallery,
        rows.map(({ sha256 }) => sha256),
      );
    }
    return rows;
  }
}
