import { invariant } from '../errors/index.js';
import { checkLabels } from './check-batch.js';
import {
  checkSearchOptions,
  type IndexOptions,
  type IndexParameters,
  indexParameters,
} from './index-parameters.js';
import { KeptSets } from './kept-sets.js';
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
  const searchAll = (searches: readonly Search[]): Promise<readonly SearchResult[]> => {
    const asked = searches.map(({ query, options: { allowed, ...options } }) => {
      checkSearchOptions(options);
      return { query: checkQuery(query, parameters), options, allowed };
    });
    const sent = asked.map(({ allowed, ...search }) => ({
      ...search,
      allowed: allowed === undefined ? null : kept.numberOf(allowed),
    }));
    const answers = link.ask(
      { kind: 'search', searches: sent },
      sent.map(({ query }) => query.buffer),
    );
    kept.makeRoom();
    return answers;
  };
  return {
    dimension: parameters.dimension,
    stats: () => link.ask({ kind: 'stats' }),
    add: async (labels, vectors) => {
      const copy = { labels: checkLabels(labels), vectors: vectors.slice() };
      await link.ask({ kind: 'add', ...copy }, [copy.labels.buffer, copy.vectors.buffer]);
    },
    remove: async (labels) => {
      const copy = checkLabels(labels);
      await link.ask({ kind: 'remove', labels: copy }, [copy.buffer]);
    },
    search: async (query, options) => {
      const [result] = await searchAll([{ query, options }]);
      invariant(result !== undefined, 'a search has an answer');
      return result;
    },
    searchAll: async (searches) => searchAll(searches),
    save: async (directory, revision) => {
      await link.ask({ kind: 'save', directory, revision });
    },
    close: () => link.close(),
  };
}
