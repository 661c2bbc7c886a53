import { UmbraError } from '../errors/index.js';
import { checkLabels } from './check-batch.js';
import { scanGivenSlots, scanSlots, slotsOf } from './exact-scan.js';
import { checkSearchOptions, type IndexOptions, indexParameters } from './index-parameters.js';
import { NearestList } from './nearest-list.js';
import { saveIndex } from './save-index.js';
import { checkQuery, unitQuery, unitVectors } from './unit-query.js';
import type { SearchOptions, SearchResult, VectorIndex } from './vector-index.js';
import { VectorStore } from './vector-store.js';

/**
 * Compares every query with every vector, in the calling thread. Never wrong, so it is the oracle
 * of the others; quick enough for some thousand vectors. What it saves `restoreIndex` can read,
 * when the options are the same.
 */
export function exactIndex(options: IndexOptions): VectorIndex {
  const parameters = indexParameters(options);
  const { dimension } = parameters;
  const opened = new VectorStore(parameters);
  let isOpen = true;
  const openStore = (): VectorStore => {
    if (!isOpen) throw new UmbraError('unavailable', 'The index was closed.');
    return opened;
  };
  const search = (query: Float32Array, options: SearchOptions): SearchResult => {
    const { limit, allowed, ...others } = options;
    checkSearchOptions({ limit, ...others });
    const target = unitQuery(checkQuery(query, parameters), parameters);
    const store = openStore();
    const into = new NearestList(limit);
    if (allowed === undefined) scanSlots(store, { target, from: 0, into });
    else scanGivenSlots(store, { target, slots: slotsOf(store, allowed), into });
    return { neighbors: into.sorted(), exact: true };
  };
  return {
    dimension,
    stats: async () => {
      const { live, bytes } = openStore();
      const none = { deletedShare: 0, isSettled: true };
      return { size: live, ...none, bytes: { ...bytes, graph: 0 } };
    },
    add: async (labels, vectors) => {
      const checked = checkLabels(labels);
      openStore().append(checked, unitVectors(vectors, checked.length, parameters));
    },
    remove: async (labels) => {
      const store = openStore();
      for (const label of checkLabels(labels)) store.remove(label);
    },
    search: async (query, options) => search(query, options),
    searchAll: async (searches) => searches.map(({ query, options }) => search(query, options)),
    save: async (directory, revision) => {
      saveIndex({ parameters, store: openStore(), serving: null }, { directory, revision });
    },
    close: async () => {
      isOpen = false;
    },
  };
}
