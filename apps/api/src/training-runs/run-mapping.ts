import type { TrainingRunRow } from '../persistence/tables.js';
import type { RunMetrics, RunProgress, TrainingRun } from './training-runs.schema.js';

/** A run with the name that its gallery has at the moment. */
export interface NamedRunRow extends TrainingRunRow {
  readonly gallery_name: string;
}

export const noProgress: RunProgress = {
  fraction: 0,
  epoch: 0,
  epochs: 0,
  step: 0,
  steps: 0,
  secondsLeft: null,
};

export function toTrainingRun(row: NamedRunRow): TrainingRun {
  const { error_code, error_message } = row;
  return {
    id: row.id,
    gallery: row.gallery_id,
    galleryName: row.gallery_name,
    state: row.state,
    preset: row.preset,
    from: row.from_model_id,
    promote: row.promote,
    phase: row.phase,
    progress: JSON.parse(row.progress) as RunProgress,
    metrics: row.metrics === null ? null : (JSON.parse(row.metrics) as RunMetrics),
    backend: row.backend,
    config: row.config === null ? null : (JSON.parse(row.config) as TrainingRun['config']),
    model: row.model_id,
    error: error_code === null ? null : { code: error_code, message: error_message ?? '' },
    skipped: row.skipped,
    attempts: row.attempts,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

export function isOver({ state }: Pick<TrainingRun, 'state'>): boolean {
  return state !== 'queued' && state !== 'running';
}
