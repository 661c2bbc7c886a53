import { type Kysely, type Migration, sql } from 'kysely';

/** A gallery that is being imported is seen by nobody before it is whole. */
export const arrivingGalleries: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`ALTER TABLE galleries ADD COLUMN arriving INTEGER NOT NULL DEFAULT 0`.execute(
      database,
    );
  },
};
