import { type Kysely, type Migration, sql } from 'kysely';

const statements = [
  sql`CREATE TABLE trained_pictures (
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (model_id, sha256)
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE TABLE calibrations (
    gallery_id TEXT NOT NULL REFERENCES galleries (id) ON DELETE CASCADE,
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    calibration TEXT NOT NULL, measured_at TEXT NOT NULL,
    PRIMARY KEY (gallery_id, model_id)
  ) STRICT, WITHOUT ROWID`,
  sql`ALTER TABLE jobs ADD COLUMN result TEXT`,
];

export const calibrations: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
