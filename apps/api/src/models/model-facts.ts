import type { ModelCard } from '@umbra/core/model';
import type { ModelRow } from '../persistence/tables.js';
import type { Model } from './models.schema.js';

type Metrics = NonNullable<Model['metrics']>;

/** How large pictures enter a model. */
export interface PictureInput {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** What the API keeps of a model's card, as JSON in the row. */
export interface ModelFacts {
  /** Null for a model that embeds nothing. */
  readonly input: PictureInput | null;
  readonly classes: number;
  readonly metrics: Metrics | null;
  readonly baseline: Metrics | null;
  readonly loss: string | null;
  readonly seed: number | null;
  readonly backend: string | null;
}

export function readModelFacts(row: Pick<ModelRow, 'facts'>): ModelFacts {
  return JSON.parse(row.facts) as ModelFacts;
}

export function factsOfCard(card: ModelCard): ModelFacts {
  return {
    input: card.input,
    classes: card.classes.length,
    metrics: retrievalMetrics(card.metrics),
    baseline: retrievalMetrics(card.baseline),
    loss: card.config.loss.kind,
    seed: card.seed,
    backend: card.backend.detail,
  };
}

/**
 * Core measures Recall@K for several K; the API shows the first place, and null for what could not
 * be measured.
 */
export function retrievalMetrics(measured: ModelCard['metrics']): Metrics {
  return {
    recallAt1: finite(measured.recallAt['1']),
    rPrecision: finite(measured.rPrecision),
    mapAtR: finite(measured.mapAtR),
    ndcg: finite(measured.ndcg),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
