import type { SearchTrials } from '@umbra/core/calibration';
import type { Neighbor, Search, VectorIndex } from '@umbra/core/index';
import type { LabelledVector } from './calibrations.repository.js';

const searchesAtOnce = 32;
/** Of one neighbor more than the own label has items, one is sure to have another label. */
const widestSearch = 1000;

export interface TrialOptions {
  readonly index: VectorIndex;
  /** Every labelled item of the index. */
  readonly gallery: readonly LabelledVector[];
  /** Which of them ask. */
  readonly queries: readonly LabelledVector[];
  readonly vectorsOf: (labels: readonly number[]) => Promise<ReadonlyMap<number, Float32Array>>;
}

/**
 * What the index that serves, or is about to, answers to pictures that its model has not seen: the
 * best hit of the own label, and the best of all others, as if the own had never been enrolled.
 * Items without a label may be anything, so they count for neither.
 */
export async function openSetTrials(options: TrialOptions): Promise<SearchTrials> {
  const { gallery, queries } = options;
  const sets = new LabelSets(gallery);
  const asked: LabelledVector[] = [];
  const genuine: number[] = [];
  const impostor: number[] = [];
  const nearest: number[] = [];
  for (let at = 0; at < queries.length; at += searchesAtOnce) {
    const some = queries.slice(at, at + searchesAtOnce);
    const vectors = await options.vectorsOf(some.map(({ vector }) => vector));
    // Whoever was deleted meanwhile asks nothing.
    const present = some.filter(({ vector }) => vectors.has(vector));
    const search = (query: LabelledVector, limited: Search['options']): Search => ({
      query: vectors.get(query.vector) as Float32Array,
      options: limited,
    });
    const answers = await options.index.searchAll(
      present.flatMap((query) => [
        search(query, { limit: 2, allowed: sets.own(query) }),
        search(query, sets.others(query)),
      ]),
    );
    for (const [place, query] of present.entries()) {
      const [own, others] = answers.slice(2 * place, 2 * place + 2);
      const other = others?.neighbors.find(({ label }) => sets.isOther(query, label));
      asked.push(query);
      genuine.push(similarity(own?.neighbors.find(({ label }) => label !== query.vector)));
      impostor.push(similarity(other));
      nearest.push(sets.row(other));
    }
  }
  return {
    results: {
      bestGenuine: Float32Array.from(genuine),
      bestImpostor: Float32Array.from(impostor),
      nearestImpostor: Int32Array.from(nearest),
    },
    labels: Int32Array.from(asked, (query) => sets.classOf(query)),
    galleryLabels: Int32Array.from(gallery, (one) => sets.classOf(one)),
  };
}

/** Who has the same label, and who has another. */
class LabelSets {
  readonly #gallery: readonly LabelledVector[];
  readonly #all: Uint32Array;
  readonly #rows: ReadonlyMap<number, number>;
  readonly #classes = new Map<string, number>();
  readonly #own = new Map<string, Uint32Array>();
  readonly #others = new Map<string, Uint32Array>();

  constructor(gallery: readonly LabelledVector[]) {
    this.#gallery = gallery;
    this.#all = Uint32Array.from(gallery, ({ vector }) => vector);
    this.#rows = new Map(gallery.map(({ vector }, row) => [vector, row]));
    const members = new Map<string, number[]>();
    for (const { label, vector } of gallery) {
      const known = members.get(label);
      if (known === undefined) {
        this.#classes.set(label, members.size);
        members.set(label, [vector]);
      } else {
        known.push(vector);
      }
    }
    for (const [label, vectors] of members) {
      this.#own.set(label, Uint32Array.from(vectors));
    }
  }

  classOf({ label }: LabelledVector): number {
    return this.#classes.get(label) ?? -1;
  }

  own({ label }: LabelledVector): Uint32Array {
    return this.#own.get(label) ?? new Uint32Array();
  }

  /** A search that has another label among its answers wherever there is one. */
  others(query: LabelledVector): Search['options'] {
    const own = this.own(query).length;
    if (own < widestSearch) {
      return { limit: own + 1, allowed: this.#all };
    }
    const { label } = query;
    const vectors = this.#gallery.flatMap((one) => (one.label === label ? [] : [one.vector]));
    const others = this.#others.get(label) ?? Uint32Array.from(vectors);
    this.#others.set(label, others);
    return { limit: 1, allowed: others };
  }

  isOther({ label }: LabelledVector, vector: number): boolean {
    return this.#gallery[this.#rows.get(vector) ?? -1]?.label !== label;
  }

  row(neighbor: Neighbor | undefined): number {
    return this.#rows.get(neighbor?.label ?? -1) ?? -1;
  }
}

/** Cosine; NaN where nothing was found. */
function similarity(neighbor: Neighbor | undefined): number {
  return neighbor === undefined ? Number.NaN : 1 - neighbor.distance;
}
