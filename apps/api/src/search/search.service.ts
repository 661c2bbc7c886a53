import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import {
  checkVector,
  exampleDirection,
  type SearchResult as IndexAnswer,
  type Search,
  type VectorIndex,
} from '@umbra/core/index';
import { type FoundItem, FoundItemsRepository } from '../items/found-items.repository.js';
import { ItemsRepository } from '../items/items.repository.js';
import { SearchMetrics } from '../metrics/search-metrics.js';
import type { GalleryRow } from '../persistence/tables.js';
import { EmbeddingService } from '../serving/embedding.service.js';
import { LiveRecall } from '../serving/live-recall.js';
import type { Rerank } from '../serving/rerank.js';
import { ServingService } from '../serving/serving.service.js';
import type { ServingState } from '../serving/serving-state.js';
import { searchedVector } from '../serving/stages.js';
import { VectorsRepository } from '../serving/vectors.repository.js';
import { FilteredLabels } from './filtered-labels.js';
import type { SearchBatchResult, SearchRequest, SearchResult } from './search.schema.js';
import { hitsOf, type Judged } from './search-hits.js';
import {
  type Example,
  errorOfSearch,
  readQueries,
  readQuery,
  type SearchQuery,
} from './search-query.js';
import { SearchThresholds } from './search-thresholds.js';

/** Deleted items leave the index at once: more rounds than two are needed by no one. */
const roundsMax = 4;

/** A search that is ready for the index. */
interface Prepared extends Judged {
  readonly search: Search;
  /** Whether full embeddings rank the hits. */
  readonly isReranked: boolean;
}

type Found = ReadonlyMap<number, FoundItem>;

@Injectable()
export class SearchService {
  constructor(
    private readonly serving: ServingService,
    private readonly embedding: EmbeddingService,
    private readonly vectors: VectorsRepository,
    private readonly items: ItemsRepository,
    private readonly found: FoundItemsRepository,
    private readonly filters: FilteredLabels,
    private readonly thresholds: SearchThresholds,
    private readonly metrics: SearchMetrics,
    private readonly recall: LiveRecall,
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
      const prepared = await this.prepare(gallery, state, { request, query });
      const [result] = await this.answer(gallery, state, { prepared: [prepared], started });
      return result as SearchResult;
    });
  }

  async searchAll(
    gallery: GalleryRow,
    requests: readonly SearchRequest[],
  ): Promise<SearchBatchResult> {
    const started = performance.now();
    const queries = readQueries(requests);
    return this.serving.seat(gallery.id).use(async (state) => {
      const prepared: Prepared[] = [];
      for (const [at, query] of queries.entries()) {
        const request = requests[at] as SearchRequest;
        const one = this.prepare(gallery, state, { request, query });
        prepared.push(
          await one.catch((error: unknown) => {
            throw errorOfSearch(error, at);
          }),
        );
      }
      return { results: await this.answer(gallery, state, { prepared, started }) };
    });
  }

  private async prepare(
    gallery: GalleryRow,
    state: ServingState,
    { request, query }: { readonly request: SearchRequest; readonly query: SearchQuery },
  ): Promise<Prepared> {
    const examples = [...query.positive, ...query.negative];
    // A vector that is sent is a shadow: all examples are taken as what all of them have.
    const isReranked = state.rerank !== 'none' && examples.every(({ kind }) => kind !== 'vector');
    const form = { model: state.model, rerank: isReranked ? state.rerank : 'none' } as const;
    const vectorOf = (example: Example) => this.vectorOf(gallery, example, form);
    const direction = exampleDirection(
      await Promise.all(query.positive.map(vectorOf)),
      await Promise.all(query.negative.map(vectorOf)),
    );
    const hidden = new Set(
      examples.flatMap((example) => (example.kind === 'item' ? [example.item] : [])),
    );
    const { limit, ef, exact, filter, maxFar } = request;
    const isSingle = query.positive.length === 1 && query.negative.length === 0;
    const allowed =
      filter === undefined ? undefined : await this.filters.of(gallery, state.model.id, filter);
    return {
      request,
      hidden,
      thresholds: await this.thresholds.of(
        { gallery: gallery.id, model: state.model.id },
        { maxFar, isSingle, isWhole: isReranked || state.rerank === 'none' },
      ),
      isReranked,
      search: {
        query: direction,
        options: {
          limit: limit + hidden.size,
          exact,
          ...(ef === undefined ? {} : { ef }),
          ...(allowed === undefined ? {} : { allowed }),
        },
      },
    };
  }

  private async vectorOf(
    gallery: GalleryRow,
    example: Example,
    { model, rerank }: Pick<ServingState, 'model' | 'rerank'>,
  ): Promise<Float32Array> {
    switch (example.kind) {
      case 'vector':
        return checkVector(example.values, model.dimension);
      case 'item':
        return this.vectorOfItem(gallery, example.item, { model: model.id, rerank });
      case 'image':
        return searchedVector(
          await this.embedding.embedPicture({ gallery: gallery.id, model }, example.bytes),
          rerank,
        );
    }
  }

  private async vectorOfItem(
    gallery: GalleryRow,
    item: string,
    by: { readonly model: string; readonly rerank: Rerank },
  ): Promise<Float32Array> {
    const row = await this.items.find(gallery.id, item);
    const vector = row === null ? null : await this.vectors.searchedOfItem(row.id, by);
    if (vector === null) {
      throw new UmbraError('not_found', `There is no such item in the gallery ${gallery.name}.`);
    }
    return vector;
  }

  private async answer(
    gallery: GalleryRow,
    state: ServingState,
    { prepared, started }: { readonly prepared: readonly Prepared[]; readonly started: number },
  ): Promise<SearchResult[]> {
    const { answers, found } = await this.askIndex(state, prepared);
    const tookMs = Math.round((performance.now() - started) * 100) / 100;
    for (const [at, { search }] of prepared.entries()) {
      const filtered = search.options.allowed !== undefined;
      const result = answers[at];
      this.metrics.count({ filtered, exact: result?.exact ?? true });
      if (result !== undefined) {
        this.recall.consider(gallery.id, { version: state.version, search, result });
      }
    }
    return prepared.map((one, at) => ({
      hits: hitsOf(one, answers[at]?.neighbors ?? [], found),
      model: state.model.id,
      indexVersion: state.version,
      threshold: one.thresholds?.match ?? null,
      exact: answers[at]?.exact ?? true,
      reranked: one.isReranked,
      tookMs,
    }));
  }

  /**
   * An item that was deleted a moment ago may still be among the neighbors, and is left out: then
   * the index is asked for more: an answer that is too short would say that there are no more.
   */
  private async askIndex(state: ServingState, prepared: readonly Prepared[]) {
    let searches = prepared.map(({ search }) => search);
    for (let round = 1; ; round++) {
      const answers = await askAll(state.index, searches);
      const found = await this.itemsOf(answers);
      const missing = answers.map(({ neighbors }, at) => {
        const isFull = neighbors.length === searches[at]?.options.limit;
        return isFull ? neighbors.filter(({ label }) => !found.has(label)).length : 0;
      });
      if (round === roundsMax || missing.every((count) => count === 0)) {
        return { answers, found };
      }
      searches = searches.map(({ query, options }, at) => ({
        query,
        options: { ...options, limit: options.limit + (missing[at] ?? 0) },
      }));
    }
  }

  private async itemsOf(answers: readonly IndexAnswer[]): Promise<Found> {
    const labels = answers.flatMap(({ neighbors }) => neighbors.map(({ label }) => label));
    const rows = await this.found.byLabels([...new Set(labels)]);
    return new Map(rows.map((row) => [row.vector_label, row]));
  }
}

/** One alone may share its way to the index with those of other requests. */
async function askAll(index: VectorIndex, searches: readonly Search[]) {
  const [first] = searches;
  return first !== undefined && searches.length === 1
    ? [await index.search(first.query, first.options)]
    : index.searchAll(searches);
}
