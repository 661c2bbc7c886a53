import { Injectable } from '@nestjs/common';
import { invariant, UmbraError } from '@umbra/core/errors';
import type { Author } from '../audit/record-audit.js';
import { type Page, pageOf } from '../http/list.schema.js';
import type { Picture } from '../http/picture.js';
import { invalidRequest } from '../http/validation-pipe.js';
import { StoredPictures } from '../persistence/stored-pictures.js';
import type { GalleryRow, ItemRow } from '../persistence/tables.js';
import { ErasureService } from '../serving/erasure.service.js';
import { ServingService } from '../serving/serving.service.js';
import { type ItemFields, ItemFiling, type NewItem } from './item-filing.js';
import { ItemsRepository } from './items.repository.js';
import type { CreateItem, ImageQuery, Item, ItemQuery, UpdateItem } from './items.schema.js';

@Injectable()
export class ItemsService {
  constructor(
    private readonly items: ItemsRepository,
    private readonly pictures: StoredPictures,
    private readonly erasure: ErasureService,
    private readonly filing: ItemFiling,
    private readonly serving: ServingService,
  ) {}

  /** Files a picture or a vector, whichever the request brings. */
  async create(
    by: Author,
    gallery: GalleryRow,
    image: Uint8Array | undefined,
    { vector, model, ...fields }: CreateItem,
  ): Promise<{ item: Item; replaced: boolean }> {
    if ((image === undefined) === (vector === undefined)) {
      const message = 'must be a picture file in a multipart form, or `vector` be sent as JSON';
      throw invalidRequest([{ path: 'image', message }]);
    }
    return image === undefined
      ? this.fileOne(gallery, { fields, content: { kind: 'vector', values: vector, model } }, by)
      : this.file(gallery, image, fields, by);
  }

  file(
    gallery: GalleryRow,
    bytes: Uint8Array,
    fields: ItemFields,
    by: Author | null,
  ): Promise<{ item: Item; replaced: boolean }> {
    return this.fileOne(gallery, { fields, content: { kind: 'picture', bytes } }, by);
  }

  async list(gallery: GalleryRow, query: ItemQuery): Promise<Page<Item>> {
    const rows = await this.items.page(gallery.id, query);
    const total = await this.items.count(gallery.id, query.label);
    return pageOf(rows, { limit: query.limit, total, map: toItem });
  }

  async get(gallery: GalleryRow, id: string): Promise<Item> {
    return toItem(await this.find(gallery, id));
  }

  async update(by: Author, gallery: GalleryRow, id: string, body: UpdateItem): Promise<Item> {
    const row = await this.find(gallery, id);
    const { label = row.label, metadata } = body;
    const changes = {
      label,
      metadata: metadata === undefined ? row.metadata : JSON.stringify(metadata),
      updated_at: new Date().toISOString(),
    };
    const updated = await this.items.update(id, changes, by);
    return updated === null ? this.get(gallery, id) : toItem(updated);
  }

  async delete(by: Author, gallery: GalleryRow, id: string): Promise<void> {
    const row = await this.find(gallery, id);
    await this.serving.seat(gallery.id).change({
      commit: ({ model }) =>
        this.items.delete(row, { model: model.id, at: new Date().toISOString(), by }),
      follow: (index, labels) => index.remove(labels),
    });
    this.serving.saveSoon(gallery.id);
    await this.erasure.erase(gallery.id, [row.sha256]);
  }

  async picture(gallery: GalleryRow, id: string, { size }: ImageQuery): Promise<Picture> {
    const { sha256, format } = await this.find(gallery, id);
    if (sha256 === null || format === null) {
      throw new UmbraError('not_found', 'This item was filed by its vector: it has no picture.');
    }
    return this.pictures.of({ sha256, format }, size);
  }

  private async fileOne(
    gallery: GalleryRow,
    item: NewItem,
    by: Author | null,
  ): Promise<{ item: Item; replaced: boolean }> {
    const [outcome] = await this.filing.fileAll([item], { gallery: gallery.id, by });
    invariant(outcome, 'every item has its outcome');
    switch (outcome.kind) {
      case 'refused':
        throw outcome.error;
      case 'unchanged':
        return { item: toItem(outcome.row), replaced: true };
      case 'filed':
        return { item: toItem(outcome.row), replaced: outcome.before !== null };
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
