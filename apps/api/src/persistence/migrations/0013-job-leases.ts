import { type Kysely, type Migration, sql } from 'kysely';

/** A job is leased to who works on it, is tried a few times, and keeps a short log. */
const statements = [
  sql`ALTER TABLE jobs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0`,
  sql`ALTER TABLE jobs ADD COLUMN reached INTEGER NOT NULL DEFAULT 0`,
  sql`ALTER TABLE jobs ADD COLUMN run_after TEXT`,
  sql`ALTER TABLE jobs ADD COLUMN lease_owner TEXT`,
  sql`ALTER TABLE jobs ADD COLUMN lease_expires_at TEXT`,
  sql`ALTER TABLE jobs ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0`,
  sql`ALTER TABLE jobs ADD COLUMN started_at TEXT`,
  sql`CREATE TABLE job_log (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL, at TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (job_id, sequence)
  ) STRICT, WITHOUT ROWID`,
];

export const jobLeases: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
