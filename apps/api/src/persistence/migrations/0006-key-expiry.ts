import { type Kysely, type Migration, sql } from 'kysely';

/** Keys may expire, and the one that the settings preset is no longer stored, not even its hash. */
export const keyExpiry: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`ALTER TABLE keys ADD COLUMN expires_at TEXT`.execute(database);
    await sql`UPDATE keys SET hash = '' WHERE id = 'preset'`.execute(database);
  },
};
