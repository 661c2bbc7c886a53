import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { inspectImage } from '@umbra/core/image';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import type { Picture } from '../http/picture.js';
import type { ImageQuery } from '../items/items.schema.js';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { newId } from '../persistence/ids.js';
import { StoredPictures } from '../persistence/stored-pictures.js';
import type { GalleryRow } from '../persistence/tables.js';
import { ExamplesRepository } from './examples.repository.js';
import type { Example } from './examples.schema.js';

@Injectable()
export class ExamplesService {
  constructor(
    private readonly examples: ExamplesRepository,
    private readonly blobs: Blobs,
    private readonly pictures: StoredPictures,
  ) {}

  /** Holds a picture back: it is stored, but neither filed nor trained on. */
  async hold(gallery: string, picture: { bytes: Uint8Array; label: string }): Promise<void> {
    const { bytes, label } = picture;
    const { format } = await inspectImage(bytes);
    const sha256 = sha256Of(bytes);
    const row = { id: newId(), gallery_id: gallery, label, sha256, format };
    await this.blobs.storeFor({ bytes, sha256 }, () => this.examples.insert(row));
  }

  async list(gallery: GalleryRow, query: ListQuery): Promise<Page<Example>> {
    const rows = await this.examples.page(gallery.id, query);
    const total = await this.examples.count(gallery.id);
    return pageOf(rows, { limit: query.limit, total, map: ({ id, label }) => ({ id, label }) });
  }

  async picture(gallery: GalleryRow, id: string, { size }: ImageQuery): Promise<Picture> {
    const row = await this.examples.find(gallery.id, id);
    if (row === null) {
      throw new UmbraError('not_found', `There is no such example in the gallery ${gallery.name}.`);
    }
    return this.pictures.of(row, size);
  }
}
