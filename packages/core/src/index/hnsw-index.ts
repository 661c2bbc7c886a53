import { checkLabels } from './check-batch.js';
import {
  checkSearchOptions,
  type IndexOptions,
  type IndexParameters,
  indexParameters,
} from './index-parameters.js';
import { KeptSets } from './kept-sets.js';
import { packSearches, unpackResults } from './packed-searches.js';
import { type CheckedSearch, PendingSearches } from './pending-searches.js';
import { IndexLink } from './thread-pool.js';
import { checkQuery } from './unit-query.js';
import type { Search, SearchResult, VectorIndex } from './vector-index.js';

/**
 * An empty index in a thread beside this one: approximate search in a graph (HNSW, Malkov and
 * Yashunin, arXiv 1603.09320) where there are many vectors, exact search where there are few or a
 * filter leaves few.
 *
 * Close it when done. An idle index does not keep the process alive.
 */
export function openIndex(options: IndexOptions): VectorIndex {
  const parameters = indexParameters(options);
  const link = new IndexLink();
  // Should the thread not start, every later request says so.
  link.ask({ kind: 'open', parameters }).catch(() => undefined);
  return linkedIndex(link, parameters);
}

/**
 * The index that was saved to a directory at a revision. Null when there is none that can be
 * trusted: it is missing, damaged in the slightest, or of another revision or other options. Then
 * open an empty one and fill it.
 */
export async function restoreIndex(
  options: IndexOptions & { readonly directory: string; readonly revision: string },
): Promise<VectorIndex | null> {
  const { directory, revision, ...others } = options;
  const parameters = indexParameters(others);
  const link = new IndexLink();
  if (await link.ask({ kind: 'restore', parameters, directory, revision })) {
    return linkedIndex(link, parameters);
  }
  await link.close();
  return null;
}

/**
 * Checks here what must not be mangled on the way: what is sent are own copies in buffers of their
 * own.
 */
function linkedIndex(link: IndexLink, parameters: IndexParameters): VectorIndex {
  const kept = new KeptSets(link);
  const checked = ({ query, options }: Search): CheckedSearch => {
    checkSearchOptions(options);
    return { query: checkQuery(query, parameters), options };
  };
  const send = async (searches: readonly CheckedSearch[]): Promise<readonly SearchResult[]> => {
    const sent = searches.map(({ query, options: { allowed, ...options } }) => ({
      query,
      options,
      allowed: allowed === undefined ? null : kept.numberOf(allowed),
    }));
    const answers = link.ask({ kind: 'search', searches: packSearches(sent) });
    kept.makeRoom();
    return unpackResults(await answers);
  };
  const pending = new PendingSearches(send);
  const ask: IndexLink['ask'] = (request, moved) => {
    pending.flush();
    return link.ask(request, moved);
  };
  return {
    dimension: parameters.dimension,
    stats: () => ask({ kind: 'stats' }),
    add: async (labels, vectors) => {
      const copy = { labels: checkLabels(labels), vectors: vectors.slice() };
      await ask({ kind: 'add', ...copy }, [copy.labels.buffer, copy.vectors.buffer]);
    },
    remove: async (labels) => {
      const copy = checkLabels(labels);
      await ask({ kind: 'remove', labels: copy }, [copy.buffer]);
    },
    search: async (query, options) => pending.ask(checked({ query, options })),
    searchAll: async (searches) => {
      const all = searches.map(checked);
      pending.flush();
      return send(all);
    },
    save: async (directory, revision) => {
      await ask({ kind: 'save', directory, revision });
    },
    close: () => {
      pending.flush();
      return link.close();
    },
  };
}
