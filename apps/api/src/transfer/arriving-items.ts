import type { ImageFacts } from '@umbra/core/image';
import { checkedFields } from '../imports/imported-fields.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow, ModelRow } from '../persistence/tables.js';
import { vectorOfBytes } from '../serving/vector-bytes.js';
import { damaged, parsedJson, readWhole, type TransferEntry } from './archive-reader.js';
import type { NewItemRow } from './transfer.repository.js';
import {
  entryBytesMax,
  type TransferGallery,
  type TransferItem,
  transferItemSchema,
} from './transfer-format.js';

export interface ArrivingGallery {
  readonly gallery: GalleryRow;
  readonly model: ModelRow;
  readonly facts: TransferGallery;
}

export interface PictureFacts extends ImageFacts {
  readonly bytes: number;
}

/** The items of one file of lines, under the rules of every other item. */
export async function itemsOf(
  entry: TransferEntry,
  arriving: ArrivingGallery,
  pictures: ReadonlyMap<string, PictureFacts>,
): Promise<NewItemRow[]> {
  const text = (await readWhole(entry, entryBytesMax.items)).toString('utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line, at) => {
    const parsed = transferItemSchema.safeParse(parsedJson(line));
    if (!parsed.success) {
      throw damaged(`line ${at + 1} of ${entry.name} is no item`);
    }
    return itemOf(parsed.data, arriving, pictures);
  });
}

function itemOf(
  item: TransferItem,
  { gallery, model }: ArrivingGallery,
  pictures: ReadonlyMap<string, PictureFacts>,
): NewItemRow {
  const { externalId, label, metadata, sha256 } = item;
  const fields = checkedFields({
    metadata,
    ...(externalId === null ? {} : { externalId }),
    ...(label === null ? {} : { label }),
  });
  if (fields instanceof Error) {
    throw damaged(`an item is not valid: ${fields.message}`);
  }
  const picture = sha256 === null ? null : pictures.get(sha256);
  if (picture === undefined) {
    throw damaged(`the picture ${sha256} of an item is missing`);
  }
  return {
    row: {
      id: newId(),
      gallery_id: gallery.id,
      external_id: externalId,
      label,
      metadata: JSON.stringify(metadata),
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      bytes: picture?.bytes ?? null,
      format: picture?.format ?? null,
      sha256,
      created_at: item.createdAt,
      updated_at: item.updatedAt,
    },
    vectors: {
      shadows: vectorOf(item.shadow, [model.dimension]),
      embeddings: vectorOf(item.embedding, [0, model.embedding_dimension]),
    },
  };
}

function vectorOf(base64: string, lengths: readonly number[]): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  const vector = bytes.length % 4 === 0 ? vectorOfBytes(Uint8Array.from(bytes)) : null;
  if (vector === null || !lengths.includes(vector.length) || !vector.every(Number.isFinite)) {
    throw damaged('a vector is none of its model');
  }
  return vector;
}
