import type { Generated, Selectable } from 'kysely';
import type { AuditAction } from '../audit/audit.schema.js';
import type { JobKind } from '../jobs/job-kinds.js';

/**
 * The tables as the code sees them. Times are ISO strings in UTC, objects are JSON text, vectors
 * float32 bytes.
 */
export interface Tables {
  galleries: GalleriesTable;
  items: ItemsTable;
  item_fields: ItemFieldsTable;
  vectors: VectorsTable;
  examples: ExamplesTable;
  models: ModelsTable;
  training_runs: TrainingRunsTable;
  run_events: RunEventsTable;
  trained_pictures: TrainedPicturesTable;
  calibrations: CalibrationsTable;
  jobs: JobsTable;
  job_log: JobLogTable;
  import_refusals: ImportRefusalsTable;
  keys: KeysTable;
  key_galleries: KeyGalleriesTable;
  audit: AuditTable;
  answers: AnswersTable;
  settings: SettingsTable;
}

interface GalleriesTable {
  id: string;
  name: string;
  description: string | null;
  model_id: string;
  previous_model_id: string | null;
  rerank: 'none' | 'int8' | 'float32';
  index_version: number;
  /**
   * Goes up with every change of what the index holds: a saved index of another revision is stale.
   */
  revision: number;
  /** Goes up with every change of a label or of metadata: what a filter found before is stale. */
  fields_revision: number;
  /** 1 while it is being imported: nobody sees it yet. */
  arriving: number;
  created_at: string;
  updated_at: string;
}
export type GalleryRow = Selectable<GalleriesTable>;

interface ItemsTable {
  id: string;
  gallery_id: string;
  external_id: string | null;
  label: string | null;
  metadata: string;
  /** Of the picture; all null for an item that was filed by its vector. */
  width: number | null;
  height: number | null;
  bytes: number | null;
  format: string | null;
  sha256: string | null;
  created_at: string;
  updated_at: string;
}
export type ItemRow = Selectable<ItemsTable>;

/** The texts, numbers and truth values (as 0 and 1) of an item's metadata. */
interface ItemFieldsTable {
  gallery_id: string;
  /** Dotted: `size.width`. */
  path: string;
  type: 'text' | 'number' | 'boolean';
  value: string | number;
  item_id: string;
}

interface VectorsTable {
  /**
   * The index's name of the vector: counts up for ever and is never used again, as the native index
   * demands.
   */
  label: Generated<number>;
  item_id: string;
  gallery_id: string;
  model_id: string;
  shadow: Uint8Array;
  /** Empty where the vector came from outside. */
  embedding: Uint8Array;
}

interface ExamplesTable {
  id: string;
  gallery_id: string;
  label: string | null;
  sha256: string;
  format: string;
}
export type ExampleRow = Selectable<ExamplesTable>;

interface ModelsTable {
  id: string;
  name: string;
  kind: 'baseline-pixels' | 'own-vectors' | 'trained';
  gallery_id: string | null;
  run_id: string | null;
  /** The model that it was trained on from, which may be gone. */
  from_model_id: string | null;
  dimension: number;
  embedding_dimension: number;
  /** What the API shows of the model's card, as JSON. */
  facts: string;
  bytes: number;
  created_at: string;
}
export type ModelRow = Selectable<ModelsTable>;

interface TrainingRunsTable {
  id: string;
  gallery_id: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  phase: 'queued' | 'preparing' | 'training' | 'embedding' | 'done';
  preset: 'quick' | 'balanced' | 'thorough' | null;
  /** What the preset builds on; null where the pictures decide. */
  backbone: string | null;
  /** The model that is trained on; null for a new one. */
  from_model_id: string | null;
  promote: 'auto' | 'manual';
  seed: number;
  config: string | null;
  progress: string;
  metrics: string | null;
  backend: string | null;
  model_id: string | null;
  error_code: string | null;
  error_message: string | null;
  skipped: number;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun again, after its process was lost. */
  retry_at: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
}
export type TrainingRunRow = Selectable<TrainingRunsTable>;

interface RunEventsTable {
  run_id: string;
  sequence: number;
  kind: string;
  at: string;
  data: string;
}

interface JobsTable {
  id: string;
  kind: JobKind;
  /** Null while the job makes its gallery. */
  gallery_id: string | null;
  /** The job's input as JSON. */
  input: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  done: number;
  total: number;
  error_code: string | null;
  error_message: string | null;
  /** What it came to, as JSON. */
  result: string | null;
  created_at: string;
  finished_at: string | null;
  /** How far it is, as JSON, for work that goes on after a stop. */
  checkpoint: string | null;
  /** How often it was begun since it last got further. */
  attempts: Generated<number>;
  /** The most that was ever done. */
  reached: Generated<number>;
  /** When a job that is tried again may be. */
  run_after: string | null;
  /** Who works on it: another one for every attempt. */
  lease_owner: string | null;
  /** Who has not renewed the lease until then has lost it. */
  lease_expires_at: string | null;
  /** 1 when somebody wants it cancelled. */
  cancel_requested: Generated<number>;
  started_at: string | null;
}
export type JobRow = Selectable<JobsTable>;

/** What happened to a job, in a few lines. */
interface JobLogTable {
  job_id: string;
  sequence: number;
  at: string;
  level: 'info' | 'warn' | 'error';
  message: string;
}
export type JobLogRow = Selectable<JobLogTable>;

/** What an import left out, and why. */
interface ImportRefusalsTable {
  job_id: string;
  /** Which entry of the imported file, from 1. */
  position: number;
  name: string;
  code: string;
  message: string;
}
export type ImportRefusalRow = Selectable<ImportRefusalsTable>;

/** What a model has seen in training: searches with others tell how good it is. */
interface TrainedPicturesTable {
  model_id: string;
  sha256: string;
}

interface CalibrationsTable {
  gallery_id: string;
  model_id: string;
  /** Core's calibration as JSON. */
  calibration: string;
  measured_at: string;
}

interface KeysTable {
  id: string;
  name: string;
  /** SHA-256 of the secret in hex; empty for the preset key, which is not stored. */
  hash: string;
  scopes: string;
  /** 1 for a key that sees only its galleries, even when the last of them is gone. */
  bound: number;
  created_at: string;
  last_used_at: string | null;
  expires_at: string | null;
}
export type KeyRow = Selectable<KeysTable>;

interface KeyGalleriesTable {
  key_id: string;
  gallery_id: string;
}

interface AuditTable {
  id: string;
  at: string;
  /** Null for what Umbra did by itself. */
  key_id: string | null;
  request_id: string | null;
  action: AuditAction;
  gallery_id: string | null;
  target: string;
  /** JSON. */
  details: string;
}

interface AnswersTable {
  /** The hash of caller, address and `Idempotency-Key`. */
  id: string;
  body_hash: string;
  /** Sealed with what the caller sent. */
  answer: Uint8Array;
  at: string;
}

export type AnswerRow = Selectable<AnswersTable>;

/** Single facts of this home, such as how far the sample is. */
interface SettingsTable {
  name: string;
  value: string;
}
