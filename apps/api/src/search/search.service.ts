import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { checkVector, type Neighbor } from '@umbra/core/index';
import { invalidRequest } from '../http/validation-pipe.js';
import { type FoundItem, ItemsRepository } from '../items/items.repository.js';
import type { GalleryRow } from '../persistence/tables.js';
import { EmbeddingService } from '../serving/embedding.service.js';
import { ServingService } from '../serving/serving.service.js';
import type { ServingState } from '../serving/serving-state.js';
import { VectorsRepository } from '../serving/vectors.repository.js';
import { decodeBase64 } from './base64.js';
import type { SearchHit, SearchRequest, SearchResult } from './search.schema.js';

type Query =
  | { readonly kind: 'vector'; readonly values: unknown }
  | { readonly kind: 'item'; readonly item: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array };

@Injectable()
export class SearchService {
  constructor(
    private readonly serving: ServingService,
    private readonly embedding: EmbeddingService,
    private readonly vectors: VectorsRepository,
    private readonly items: ItemsRepository,
  ) {}

  /** The state is taken once: query, index and hits are all of one model. */
  async search(
    gallery: GalleryRow,
    request: SearchRequest,
    upload: Uint8Array | undefined,
  ): Promise<SearchResult> {
    const started = performance.now();
    const query = readQuery(request, upload);
    return this.serving.seat(gallery.id).use(async (state) => {
      const vector = await this.vectorOf(gallery, query, state);
      const { limit, ef, exact } = request;
      const found = await state.index.search(vector, {
        // One more, because an item that searches for its like finds itself first.
        limit: query.kind === 'item' ? limit + 1 : limit,
        exact,
        ...(ef === undefined ? {} : { ef }),
      });
      const hits = (await this.hitsOf(found.neighbors)).filter(
        (hit) => query.kind !== 'item' || hit.item !== query.item,
      );
      return {
        hits: hits.slice(0, limit),
        model: state.model.id,
        indexVersion: state.version,
        threshold: null,
        exact: found.exact,
        tookMs: Math.round((performance.now() - started) * 100) / 100,
      };
    });
  }

  private async vectorOf(
    gallery: GalleryRow,
    query: Query,
    { model }: ServingState,
  ): Promise<Float32Array> {
    switch (query.kind) {
      case 'vector':
        return checkVector(query.values, model.dimension);
      case 'item':
        return this.vectorOfItem(gallery, query.item, model.id);
      case 'image':
        return (await this.embedding.embedPicture(model, query.bytes)).shadows;
    }
  }

  private async vectorOfItem(
    gallery: GalleryRow,
    item: string,
    model: string,
  ): Promise<Float32Array> {
    const row = await this.items.find(gallery.id, item);
    const vector = row === null ? null : await this.vectors.shadowOf(row.id, model);
    if (vector === null) {
      throw new UmbraError('not_found', `There is no such item in the gallery ${gallery.name}.`);
    }
    return vector;
  }

  /** An item that was deleted a moment ago may still be among the neighbors: it is left out. */
  private async hitsOf(neighbors: readonly Neighbor[]): Promise<SearchHit[]> {
    const rows = await this.items.byLabels(neighbors.map(({ label }) => label));
    const byLabel = new Map(rows.map((row) => [row.vector_label, row]));
    return neighbors.flatMap(({ label, distance }) => {
      const row = byLabel.get(label);
      return row === undefined ? [] : [toHit(row, distance)];
    });
  }
}

function readQuery(request: SearchRequest, upload: Uint8Array | undefined): Query {
  const queries: Query[] = [];
  if (upload !== undefined) {
    queries.push({ kind: 'image', bytes: upload });
  }
  if (request.image !== undefined) {
    queries.push({ kind: 'image', bytes: decodeBase64(request.image) });
  }
  if (request.item !== undefined) {
    queries.push({ kind: 'item', item: request.item });
  }
  if ('vector' in request && request.vector !== undefined) {
    queries.push({ kind: 'vector', values: request.vector });
  }
  const [query, ...others] = queries;
  if (query === undefined || others.length > 0) {
    throw invalidRequest([{ path: '', message: 'send exactly one of vector, item and image' }]);
  }
  return query;
}

function toHit(row: FoundItem, distance: number): SearchHit {
  return {
    item: row.id,
    externalId: row.external_id,
    label: row.label,
    metadata: JSON.parse(row.metadata) as SearchHit['metadata'],
    score: 1 - distance / 2,
    distance,
    match: 'uncalibrated',
  };
}
