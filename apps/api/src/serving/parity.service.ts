import { Injectable } from '@nestjs/common';
import type { Neighbor, Search, VectorIndex } from '@umbra/core/index';
import { type FoundItem, FoundItemsRepository } from '../items/found-items.repository.js';
import { CalibrationsRepository, type LabelledVector } from './calibrations.repository.js';
import { type Parity, type ParityAnswer, parityHits, parityOf } from './parity.js';
import type { Rerank } from './rerank.js';
import { VectorsRepository } from './vectors.repository.js';

const itemsMax = 200;

/** A model and the index of a gallery's vectors by it. */
export interface ComparedState {
  readonly model: { readonly id: string };
  readonly index: VectorIndex;
  readonly rerank: Rerank;
}

/** Compares what two models answer to the same items of a gallery, before one takes over. */
@Injectable()
export class ParityService {
  constructor(
    private readonly calibrations: CalibrationsRepository,
    private readonly vectors: VectorsRepository,
    private readonly found: FoundItemsRepository,
  ) {}

  async compare(
    gallery: string,
    { before, after }: { readonly before: ComparedState; readonly after: ComparedState },
  ): Promise<Parity> {
    const labelled = await this.calibrations.labelled({ gallery, model: after.model.id });
    const every = Math.max(1, Math.ceil(labelled.length / itemsMax));
    const some = labelled.filter((_, at) => at % every === 0);
    const asking = await this.itemsOf(some.map(({ vector }) => vector));
    const ids = [...asking.values()].map(({ id }) => id);
    const [old, current] = await Promise.all([
      this.vectors.searchedOfItems(ids, { model: before.model.id, rerank: before.rerank }),
      this.vectors.searchedOfItems(ids, { model: after.model.id, rerank: after.rerank }),
    ]);
    const compared = some.filter(({ vector }) => {
      const id = asking.get(vector)?.id ?? '';
      return old.has(id) && current.has(id);
    });
    const askers = compared.map(({ vector }) => asking.get(vector) as FoundItem);
    const answersBefore = await this.answers(before.index, askers, old);
    const answersAfter = await this.answers(after.index, askers, current);
    return parityOf(
      compared.map(({ label, trained }: LabelledVector, at) => ({
        label,
        trained,
        before: answersBefore[at] as ParityAnswer,
        after: answersAfter[at] as ParityAnswer,
      })),
    );
  }

  private async answers(
    index: VectorIndex,
    askers: readonly FoundItem[],
    vectors: ReadonlyMap<string, Float32Array>,
  ): Promise<ParityAnswer[]> {
    // One hit more, since an item finds itself.
    const searches = askers.map(
      ({ id }): Search => ({
        query: vectors.get(id) as Float32Array,
        options: { limit: parityHits + 1 },
      }),
    );
    const results = await index.searchAll(searches);
    const found = await this.itemsOf(
      results.flatMap(({ neighbors }) => neighbors.map(({ label }) => label)),
    );
    const hitsOf = (neighbors: readonly Neighbor[], asker: FoundItem) =>
      neighbors
        .flatMap(({ label }) => found.get(label) ?? [])
        .filter(({ id }) => id !== asker.id)
        .slice(0, parityHits)
        .map(({ id, label }) => ({ item: id, label }));
    return results.map(({ neighbors }, at) => ({
      hits: hitsOf(neighbors, askers[at] as FoundItem),
    }));
  }

  private async itemsOf(labels: readonly number[]): Promise<ReadonlyMap<number, FoundItem>> {
    const rows = await this.found.byLabels([...new Set(labels)]);
    return new Map(rows.map((row) => [row.vector_label, row]));
  }
}
