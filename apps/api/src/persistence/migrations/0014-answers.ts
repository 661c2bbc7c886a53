import { type Kysely, type Migration, sql } from 'kysely';

/** Answers that may have to be given once more, sealed. */
const statements = [
  sql`CREATE TABLE answers (
    id TEXT PRIMARY KEY, body_hash TEXT NOT NULL, answer BLOB NOT NULL, at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE INDEX answers_by_time ON answers (at)`,
];

export const answers: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
