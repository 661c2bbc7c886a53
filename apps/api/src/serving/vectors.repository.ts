import { Injectable } from '@nestjs/common';
import { type NotNull, sql, type Transaction } from 'kysely';
import { Database } from '../persistence/database.js';
import type { Tables } from '../persistence/tables.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import type { Rerank } from './rerank.js';
import { searchedVector } from './stages.js';
import { bytesOfVector, vectorOfBytes } from './vector-bytes.js';

/** The vectors of one gallery by one model: what an index is built from. */
export interface VectorSet {
  readonly gallery: string;
  readonly model: string;
}

/** The same, as an index with one or two stages takes them. */
export interface SearchedSet extends VectorSet {
  readonly rerank: Rerank;
}

/** An item whose picture is to be embedded. */
export interface PendingItem {
  readonly id: string;
  readonly sha256: string;
}

/** A list of any length as one parameter. */
function jsonList<T extends string | number>(values: readonly T[]) {
  return sql<T>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/** Items that have no vector by a model. */
const lacksVector = (model: string) =>
  sql<boolean>`NOT EXISTS (SELECT 1 FROM vectors
    WHERE vectors.item_id = items.id AND vectors.model_id = ${model})`;

@Injectable()
export class VectorsRepository {
  constructor(private readonly database: Database) {}

  async labels({ gallery, model }: VectorSet): Promise<number[]> {
    const rows = await this.database
      .selectFrom('vectors')
      .select('label')
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .orderBy('label')
      .execute();
    return rows.map(({ label }) => label);
  }

  /** The next vectors above a label, by ascending label. */
  async searchedAfter(
    { gallery, model, rerank }: SearchedSet,
    range: { after: number; limit: number },
  ): Promise<{ label: number; vector: Float32Array }[]> {
    const rows = await this.database
      .selectFrom('vectors')
      .select(['label', ...partsFor(rerank)])
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .where('label', '>', range.after)
      .orderBy('label')
      .limit(range.limit)
      .execute();
    return rows.map((row) => ({ label: row.label, vector: searchedRow(row, rerank) }));
  }

  /** By the index's names of them. */
  async searchedOf(labels: readonly number[], rerank: Rerank): Promise<Map<number, Float32Array>> {
    const rows = await this.database
      .selectFrom('vectors')
      .select(['label', ...partsFor(rerank)])
      .where('label', 'in', jsonList(labels))
      .execute();
    return new Map(rows.map((row) => [row.label, searchedRow(row, rerank)]));
  }

  async searchedOfItems(
    items: readonly string[],
    { model, rerank }: { model: string; rerank: Rerank },
  ): Promise<Map<string, Float32Array>> {
    const rows = await this.database
      .selectFrom('vectors')
      .select(['item_id', ...partsFor(rerank)])
      .where('item_id', 'in', jsonList(items))
      .where('model_id', '=', model)
      .execute();
    return new Map(rows.map((row) => [row.item_id, searchedRow(row, rerank)]));
  }

  async searchedOfItem(
    item: string,
    by: { model: string; rerank: Rerank },
  ): Promise<Float32Array | null> {
    return (await this.searchedOfItems([item], by)).get(item) ?? null;
  }

  /** By the content of an item's picture: two items of the gallery may have the same. */
  async ofPicture({ gallery, model }: VectorSet, sha256: string): Promise<EmbeddedBatch | null> {
    const row = await this.database
      .selectFrom('items')
      .innerJoin('vectors', 'vectors.item_id', 'items.id')
      .select(['vectors.shadow', 'vectors.embedding'])
      .where('items.sha256', '=', sha256)
      .where('items.gallery_id', '=', gallery)
      .where('vectors.model_id', '=', model)
      .executeTakeFirst();
    return row === undefined
      ? null
      : { shadows: vectorOfBytes(row.shadow), embeddings: vectorOfBytes(row.embedding) };
  }

  /** How many vectors came from outside, without a full embedding. */
  async countShadowsAlone({ gallery, model }: VectorSet): Promise<number> {
    const { count } = await this.database
      .selectFrom('vectors')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .where(sql<boolean>`length(embedding) = 0`)
      .executeTakeFirstOrThrow();
    return count;
  }

  /** Items whose pictures the model has not embedded yet, in the order of their ids. */
  async missing(
    { gallery, model }: VectorSet,
    range: { after: string; limit: number },
  ): Promise<PendingItem[]> {
    return this.database
      .selectFrom('items')
      .select(['id', 'sha256'])
      .where('gallery_id', '=', gallery)
      .where('id', '>', range.after)
      .where('sha256', 'is not', null)
      .$narrowType<{ sha256: NotNull }>()
      .where(lacksVector(model))
      .orderBy('id')
      .limit(range.limit)
      .execute();
  }

  /** How many items the model can give no vector: those without a picture, or all. */
  async countUnreachable(
    { gallery, model }: VectorSet,
    { embeds }: { embeds: boolean },
  ): Promise<number> {
    const { count } = await this.database
      .selectFrom('items')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .$if(embeds, (query) => query.where('sha256', 'is', null))
      .where(lacksVector(model))
      .executeTakeFirstOrThrow();
    return count;
  }

  async countItems(gallery: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('items')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .executeTakeFirstOrThrow();
    return count;
  }

  async countVectors({ gallery, model }: VectorSet): Promise<number> {
    const { count } = await this.database
      .selectFrom('vectors')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .executeTakeFirstOrThrow();
    return count;
  }

  /**
   * Files the vectors of items, in their order. Items that were deleted or got another picture
   * while they were computed are left out.
   */
  async insertBatch(
    { gallery, model }: VectorSet,
    items: readonly PendingItem[],
    batch: readonly EmbeddedBatch[],
  ): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      for (const [at, item] of items.entries()) {
        const vectors = batch[at];
        if (vectors !== undefined && (await isUnchanged(transaction, item))) {
          await insertVector(transaction, { item: item.id, gallery, model, vectors });
        }
      }
    });
  }

  /** Drops the vectors of all models but those named. */
  async keepOnly(gallery: string, models: readonly string[]): Promise<void> {
    await this.database
      .deleteFrom('vectors')
      .where('gallery_id', '=', gallery)
      .where('model_id', 'not in', models)
      .execute();
  }
}

/** The columns that make a searched vector. */
function partsFor(rerank: Rerank): ('shadow' | 'embedding')[] {
  return rerank === 'none' ? ['shadow'] : ['shadow', 'embedding'];
}

function searchedRow(
  row: { readonly shadow: Uint8Array; readonly embedding: Uint8Array },
  rerank: Rerank,
): Float32Array {
  const shadows = vectorOfBytes(row.shadow);
  const embeddings = vectorOfBytes(rerank === 'none' ? new Uint8Array() : row.embedding);
  return searchedVector({ shadows, embeddings }, rerank);
}

export interface NewVector {
  readonly item: string;
  readonly gallery: string;
  readonly model: string;
  readonly vectors: EmbeddedBatch;
}

/** Answers the vector's label in the index. A vector that is there already stays. */
export async function insertVector(
  transaction: Transaction<Tables>,
  { item, gallery, model, vectors }: NewVector,
): Promise<number | null> {
  const row = await transaction
    .insertInto('vectors')
    .values({
      item_id: item,
      gallery_id: gallery,
      model_id: model,
      shadow: bytesOfVector(vectors.shadows),
      embedding: bytesOfVector(vectors.embeddings),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('label')
    .executeTakeFirst();
  return row?.label ?? null;
}

async function isUnchanged(
  transaction: Transaction<Tables>,
  { id, sha256 }: PendingItem,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('items')
    .select('id')
    .where('id', '=', id)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row !== undefined;
}
