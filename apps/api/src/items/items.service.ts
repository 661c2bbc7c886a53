import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { inspectImage } from '@umbra/core/image';
import { checkVector, type VectorIndex } from '@umbra/core/index';
import type { Author } from '../audit/record-audit.js';
import { type Page, pageOf } from '../http/list.schema.js';
import type { Picture } from '../http/picture.js';
import { invalidRequest } from '../http/validation-pipe.js';
import { BlobSweep } from '../persistence/blob-sweep.js';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { newId } from '../persistence/ids.js';
import { storedPicture } from '../persistence/stored-picture.js';
import type { GalleryRow, ItemRow } from '../persistence/tables.js';
import { EmbeddingService } from '../serving/embedding.service.js';
import { ServingService } from '../serving/serving.service.js';
import { searchedVector } from '../serving/stages.js';
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
      ? this.fileVector(gallery, { values: vector, model, by }, fields)
      : this.file(gallery, image, fields, by);
  }

  /**
   * Nothing is written before the picture was decoded and embedded, so what is refused leaves
   * nothing behind.
   */
  async file(
    gallery: GalleryRow,
    bytes: Uint8Array,
    fields: ItemFields,
    by: Author | null,
  ): Promise<{ item: Item; replaced: boolean }> {
    const facts = await inspectImage(bytes);
    const sha256 = sha256Of(bytes);
    const picture = { ...facts, bytes: bytes.byteLength, sha256 };
    const draft = { ...draftOf(gallery, fields, picture), sha256 };
    return this.settle(await this.embedAndFile(draft, bytes, by));
  }

  /** @throws UmbraError `wrong_dimension`, `invalid_vector`, and `conflict` for another model's */
  async fileVector(
    gallery: GalleryRow,
    vector: {
      readonly values: unknown;
      readonly model: string | undefined;
      readonly by: Author;
    },
    fields: ItemFields,
  ): Promise<{ item: Item; replaced: boolean }> {
    const draft = draftOf(gallery, fields, noPicture);
    const filed = await this.serving.seat(gallery.id).change({
      commit: async ({ model, rerank }) => {
        if (rerank !== 'none') {
          const message = 'Full embeddings rank the hits of this gallery, and a vector has none';
          throw new UmbraError(
            'conflict',
            `${message}: send the picture, or set \`rerank\` to none.`,
          );
        }
        if (vector.model !== undefined && vector.model !== model.id) {
          const message = `The vector is of the model ${vector.model}, but ${model.id} serves now.`;
          throw new UmbraError('conflict', message);
        }
        const shadows = checkVector(vector.values, model.dimension);
        const embeddings = new Float32Array(0);
        const filing = { model: model.id, vectors: { shadows, embeddings }, by: vector.by };
        return { vector: shadows, ...(await this.items.file(draft, filing)) };
      },
      follow: followFiled,
    });
    this.serving.saveSoon(gallery.id);
    return this.settle(filed);
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
    await this.sweepUnless(null, row);
  }

  async picture(gallery: GalleryRow, id: string, { size }: ImageQuery): Promise<Picture> {
    const { sha256, format } = await this.find(gallery, id);
    if (sha256 === null || format === null) {
      throw new UmbraError('not_found', 'This item was filed by its vector: it has no picture.');
    }
    return storedPicture(this.blobs, { sha256, format }, size);
  }

  /**
   * A promotion may change the model between embedding and filing; the picture is then embedded
   * again.
   */
  private async embedAndFile(
    draft: ItemRow & { readonly sha256: string },
    bytes: Uint8Array,
    by: Author | null,
  ): Promise<FiledItem> {
    const { sha256 } = draft;
    const seat = this.serving.seat(draft.gallery_id);
    for (;;) {
      const model = await seat.use(async (state) => state.model);
      const vectors = await this.embedding.embedPicture(model, bytes);
      const filed = await this.blobs.storeFor({ bytes, sha256 }, () =>
        seat.change({
          commit: async (state) => {
            if (state.model.id !== model.id) {
              return null;
            }
            const filed = await this.items.file(draft, { model: model.id, vectors, by });
            return { ...filed, vector: searchedVector(vectors, state.rerank) };
          },
          follow: async (index, committed) => {
            if (committed !== null) {
              await followFiled(index, committed);
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

  /** What a replaced item left behind goes. */
  private async settle({ row, before }: FiledItem): Promise<{ item: Item; replaced: boolean }> {
    if (before !== null) {
      await this.sweepUnless(row.sha256, before);
    }
    return { item: toItem(row), replaced: before !== null };
  }

  private async sweepUnless(kept: string | null, { sha256 }: ItemRow): Promise<void> {
    if (sha256 !== null && sha256 !== kept) {
      await this.sweep.sweep([sha256]);
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

type ItemFields = Omit<CreateItem, 'vector' | 'model'>;
type PictureFacts = Pick<ItemRow, 'width' | 'height' | 'bytes' | 'format' | 'sha256'>;

const noPicture: PictureFacts = {
  width: null,
  height: null,
  bytes: null,
  format: null,
  sha256: null,
};

function draftOf(gallery: GalleryRow, fields: ItemFields, picture: PictureFacts): ItemRow {
  const now = new Date().toISOString();
  return {
    id: newId(),
    gallery_id: gallery.id,
    external_id: fields.externalId ?? null,
    label: fields.label ?? null,
    metadata: JSON.stringify(fields.metadata ?? {}),
    ...picture,
    created_at: now,
    updated_at: now,
  };
}

/** The index after the store: the old vector goes, the new one comes. */
async function followFiled(
  index: VectorIndex,
  filed: Pick<FiledItem, 'label' | 'oldLabels'> & { readonly vector: Float32Array },
): Promise<void> {
  await index.remove(filed.oldLabels);
  await index.add([filed.label], filed.vector);
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
