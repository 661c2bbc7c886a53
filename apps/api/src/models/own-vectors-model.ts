import type { ModelRow } from '../persistence/tables.js';
import type { ModelFacts } from './model-facts.js';

/**
 * What serves a gallery whose vectors come from outside: it says how long they are, and embeds
 * nothing. All galleries of one dimension share it.
 */
export function ownVectorsModel(dimension: number): ModelRow {
  const facts: ModelFacts = {
    input: null,
    classes: 0,
    metrics: null,
    baseline: null,
    loss: null,
    seed: null,
    backend: null,
  };
  return {
    id: `own-vectors-${dimension}`,
    name: `Vectors of ${dimension} numbers`,
    kind: 'own-vectors',
    gallery_id: null,
    run_id: null,
    from_model_id: null,
    dimension,
    embedding_dimension: dimension,
    facts: JSON.stringify(facts),
    bytes: 0,
    created_at: new Date().toISOString(),
  };
}
