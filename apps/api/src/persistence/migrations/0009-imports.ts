import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Jobs know how far they are, and one that makes a gallery has none before it has succeeded. SQLite
 * cannot take NOT NULL from a column, so the table is made anew.
 */
const statements = [
  sql`CREATE TABLE next_jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL,
    gallery_id TEXT REFERENCES galleries (id) ON DELETE CASCADE,
    input TEXT NOT NULL, state TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
    error_code TEXT, error_message TEXT, created_at TEXT NOT NULL, finished_at TEXT,
    result TEXT, checkpoint TEXT
  ) STRICT`,
  sql`INSERT INTO next_jobs (id, kind, gallery_id, input, state, done, total, error_code,
      error_message, created_at, finished_at, result)
    SELECT id, kind, gallery_id, input, state, done, total, error_code,
      error_message, created_at, finished_at, result FROM jobs`,
  sql`DROP TABLE jobs`,
  sql`ALTER TABLE next_jobs RENAME TO jobs`,
  sql`CREATE INDEX jobs_by_state ON jobs (state, kind, id)`,
  sql`CREATE TABLE import_refusals (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, name TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (job_id, position)
  ) STRICT, WITHOUT ROWID`,
];

export const imports: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
