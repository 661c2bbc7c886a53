import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { inspectImage } from '@umbra/core/image';
import { type Page, pageOf } from '../http/list.schema.js';
import type { Picture } from '../http/picture.js';
import { BlobSweep } from '../persistence/blob-sweep.js';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { newId } from '../persistence/ids.js';
import { storedPicture } from '../persistence/stored-picture.js';
import type { GalleryRow, ItemRow } from '../persistence/tables.js';
import { EmbeddingService } from '../serving/embedding.service.js';
import { ServingService } from '../serving/serving.service.js';
import { type FiledItem, ItemsRepository } from './items.repository.js';
import type { CreateItem, ImageQuery, Item, ItemQuery, UpdateItem } from './items.schema.js';

@Injectable()
export class ItemsService {
  constructor(
    private readonly items: ItemsRepository,
    private readonly blobs: Blobs,
    private readonly sweep: BlobSweep,
    private readonly embedding: EmbeddingService,
    private readonly serving: ServingService,
  ) {}

  /**
   * Nothing is written before the picture was decoded and embedded, so what is refused leaves
   * nothing behind.
   */
  async file(
    gallery: GalleryRow,
    bytes: Uint8Array,
    fields: CreateItem,
  ): Promise<{ item: Item; replaced: boolean }> {
    const facts = await inspectImage(bytes);
    const now = new Date().toISOString();
    const sha256 = sha256Of(bytes);
    const draft: ItemRow = {
      id: newId(),
      gallery_id: gallery.id,
      external_id: fields.externalId ?? null,
      label: fields.label ?? null,
      metadata: JSON.stringify(fields.metadata ?? {}),
      ...facts,
      bytes: bytes.byteLength,
      sha256,
      created_at: now,
      updated_at: now,
    };
    const { row, before } = await this.embedAndFile(draft, bytes);
    if (before !== null && before.sha256 !== sha256) {
      await this.sweep.sweep([before.sha256]);
    }
    return { item: toItem(row), replaced: before !== null };
  }

  async list(gallery: GalleryRow, query: ItemQuery): Promise<Page<Item>> {
    const rows = await this.items.page(gallery.id, query);
    const total = await this.items.count(gallery.id, query.label);
    return pageOf(rows, { limit: query.limit, total, map: toItem });
  }

  async get(gallery: GalleryRow, id: string): Promise<Item> {
    return toItem(await this.find(gallery, id));
  }

  async update(gallery: GalleryRow, id: string, body: UpdateItem): Promise<Item> {
    const row = await this.find(gallery, id);
    const { label = row.label, metadata } = body;
    const updated = await this.items.update(id, {
      label,
      metadata: metadata === undefined ? row.metadata : JSON.stringify(metadata),
      updated_at: new Date().toISOString(),
    });
    return updated === null ? this.get(gallery, id) : toItem(updated);
  }

  async delete(gallery: GalleryRow, id: string): Promise<void> {
    const row = await this.find(gallery, id);
    await this.serving.seat(gallery.id).change({
      commit: ({ model }) =>
        this.items.delete(row, { model: model.id, at: new Date().toISOString() }),
      follow: (index, labels) => index.remove(labels),
    });
    this.serving.saveSoon(gallery.id);
    await this.sweep.sweep([row.sha256]);
  }

  async picture(gallery: GalleryRow, id: string, { size }: ImageQuery): Promise<Picture> {
    return storedPicture(this.blobs, await this.find(gallery, id), size);
  }

  /**
   * A promotion may change the model between embedding and filing; the picture is then embedded
   * again.
   */
  private async embedAndFile(draft: ItemRow, bytes: Uint8Array): Promise<FiledItem> {
    const seat = this.serving.seat(draft.gallery_id);
    for (;;) {
      const model = await seat.use(async (state) => state.model);
      const vectors = await this.embedding.embedPicture(model, bytes);
      const filed = await this.blobs.storeFor({ bytes, sha256: draft.sha256 }, () =>
        seat.change({
          commit: async (state) =>
            state.model.id === model.id ? this.items.file(draft, model.id, vectors) : null,
          follow: async (index, committed) => {
            if (committed !== null) {
              await index.remove(committed.oldLabels);
              await index.add([committed.label], vectors.shadows);
            }
          },
        }),
      );
      if (filed !== null) {
        this.serving.saveSoon(draft.gallery_id);
        return filed;
      }
    }
  }

  private async find(gallery: GalleryRow, id: string): Promise<ItemRow> {
    const row = await this.items.find(gallery.id, id);
    if (row === null) {
      throw new UmbraError('not_found', `There is no such item in the gallery ${gallery.name}.`);
    }
    return row;
  }
}

function toItem(row: ItemRow): Item {
  return {
    id: row.id,
    gallery: row.gallery_id,
    externalId: row.external_id,
    label: row.label,
    metadata: JSON.parse(row.metadata) as Item['metadata'],
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    format: row.format,
    sha256: row.sha256,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
