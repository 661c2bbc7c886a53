import { type Kysely, type Migration, sql } from 'kysely';

export const rerank: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`ALTER TABLE galleries ADD COLUMN rerank TEXT NOT NULL DEFAULT 'none'
      CHECK (rerank IN ('none', 'int8', 'float32'))`.execute(database);
  },
};
