export { checkVector } from './check-vector.js';
export { exactIndex } from './exact-index.js';
export { exampleDirection } from './example-direction.js';
export { openIndex, restoreIndex } from './hnsw-index.js';
export { type IndexOptions, indexLimits, type RerankOptions } from './index-parameters.js';
export { joinParts } from './unit-query.js';
export type {
  IndexStats,
  Neighbor,
  Search,
  SearchOptions,
  SearchResult,
  VectorIndex,
} from './vector-index.js';
