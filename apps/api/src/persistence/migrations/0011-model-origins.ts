import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Which model a run goes on from, and a model was trained on from. They refer to nothing, since
 * where something comes from stays true when that is gone.
 */
const statements = [
  sql`ALTER TABLE training_runs ADD COLUMN from_model_id TEXT`,
  sql`ALTER TABLE models ADD COLUMN from_model_id TEXT`,
];

export const modelOrigins: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
