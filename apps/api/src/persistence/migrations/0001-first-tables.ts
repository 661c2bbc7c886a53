import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Plain SQL, since a migration is a record of what was run and must never change with the code
 * around it.
 */
const statements = [
  sql`CREATE TABLE models (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
    gallery_id TEXT REFERENCES galleries (id) ON DELETE SET NULL,
    run_id TEXT REFERENCES training_runs (id) ON DELETE SET NULL,
    dimension INTEGER NOT NULL, embedding_dimension INTEGER NOT NULL,
    facts TEXT NOT NULL, bytes INTEGER NOT NULL, created_at TEXT NOT NULL
  ) STRICT`,
  sql`CREATE TABLE galleries (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT,
    model_id TEXT NOT NULL REFERENCES models (id),
    previous_model_id TEXT REFERENCES models (id) ON DELETE SET NULL,
    index_version INTEGER NOT NULL, revision INTEGER NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL
  ) STRICT`,
  sql`CREATE TABLE items (
    id TEXT PRIMARY KEY,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    external_id TEXT, label TEXT, metadata TEXT NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, bytes INTEGER NOT NULL,
    format TEXT NOT NULL, sha256 TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
    UNIQUE (gallery_id, external_id)
  ) STRICT`,
  sql`CREATE INDEX items_by_gallery ON items (gallery_id, id)`,
  sql`CREATE INDEX items_by_label ON items (gallery_id, label, id)`,
  sql`CREATE INDEX items_by_blob ON items (sha256)`,
  sql`CREATE TABLE vectors (
    label INTEGER PRIMARY KEY AUTOINCREMENT,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    shadow BLOB NOT NULL, embedding BLOB NOT NULL,
    UNIQUE (item_id, model_id)
  ) STRICT`,
  sql`CREATE INDEX vectors_by_gallery ON vectors (gallery_id, model_id, label)`,
  sql`CREATE INDEX vectors_by_model ON vectors (model_id)`,
  sql`CREATE TABLE examples (
    id TEXT PRIMARY KEY,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    label TEXT, sha256 TEXT NOT NULL, format TEXT NOT NULL
  ) STRICT`,
  sql`CREATE INDEX examples_by_gallery ON examples (gallery_id, id)`,
  sql`CREATE INDEX examples_by_blob ON examples (sha256)`,
  sql`CREATE TABLE training_runs (
    id TEXT PRIMARY KEY,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    state TEXT NOT NULL, phase TEXT NOT NULL, preset TEXT, promote TEXT NOT NULL,
    seed INTEGER NOT NULL, config TEXT, progress TEXT NOT NULL, metrics TEXT, backend TEXT,
    model_id TEXT REFERENCES models (id) ON DELETE SET NULL,
    error_code TEXT, error_message TEXT, skipped INTEGER NOT NULL,
    created_at TEXT NOT NULL, started_at TEXT, finished_at TEXT
  ) STRICT`,
  sql`CREATE INDEX runs_by_gallery ON training_runs (gallery_id, id)`,
  sql`CREATE UNIQUE INDEX runs_active ON training_runs (gallery_id)
    WHERE state IN ('queued', 'running')`,
  sql`CREATE INDEX runs_by_state ON training_runs (state, id)`,
  sql`CREATE TABLE run_events (
    run_id TEXT NOT NULL REFERENCES training_runs (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL,
    PRIMARY KEY (run_id, sequence)
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE TABLE jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    input TEXT NOT NULL, state TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
    error_code TEXT, error_message TEXT, created_at TEXT NOT NULL, finished_at TEXT
  ) STRICT`,
  sql`CREATE INDEX jobs_by_state ON jobs (state, id)`,
  sql`CREATE TABLE keys (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, scopes TEXT NOT NULL,
    bound INTEGER NOT NULL, created_at TEXT NOT NULL, last_used_at TEXT
  ) STRICT`,
  sql`CREATE TABLE key_galleries (
    key_id TEXT NOT NULL REFERENCES keys (id) ON DELETE CASCADE,
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    PRIMARY KEY (key_id, gallery_id)
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,
];

export const firstTables: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
