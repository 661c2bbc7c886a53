import type { Home } from '../persistence/home.js';
import type { ModelRow } from '../persistence/tables.js';
import type { ModelSource } from '../serving/embedding-protocol.js';
import { type PictureInput, readModelFacts } from './model-facts.js';

/** What is needed to embed with a model. */
export interface ServedModel extends ModelSource {
  /** Null: it embeds no pictures. */
  readonly input: PictureInput | null;
  /** d: the length of the vectors that are searched. */
  readonly dimension: number;
  /** D: the length of the full embedding. */
  readonly embeddingDimension: number;
}

export function servedModel(row: ModelRow, home: Home): ServedModel {
  return {
    id: row.id,
    directory: row.kind === 'trained' ? home.model(row.id) : null,
    input: readModelFacts(row).input,
    dimension: row.dimension,
    embeddingDimension: row.embedding_dimension,
  };
}
