import { type Kysely, type Migration, sql } from 'kysely';

/** How often a run was begun, and from when on it may be begun again. */
const statements = [
  sql`ALTER TABLE training_runs ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0`,
  sql`ALTER TABLE training_runs ADD COLUMN retry_at TEXT`,
];

export const runAttempts: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
