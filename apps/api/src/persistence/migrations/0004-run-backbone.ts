import { type Kysely, type Migration, sql } from 'kysely';

/** A run that was asked for by preset may name the backbone to build on. */
export const runBackbone: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`ALTER TABLE training_runs ADD COLUMN backbone TEXT`.execute(database);
  },
};
