import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Items that were filed by their vector have no picture. SQLite cannot take NOT NULL from a column,
 * and to make the table anew would take the vectors with it, so each column gets a successor.
 */
const columns = [
  ['width', 'INTEGER'],
  ['height', 'INTEGER'],
  ['bytes', 'INTEGER'],
  ['format', 'TEXT'],
  ['sha256', 'TEXT'],
] as const;

export const itemsWithoutPictures: Migration = {
  async up(database: Kysely<unknown>) {
    await sql`DROP INDEX items_by_blob`.execute(database);
    for (const [name, type] of columns) {
      const old = sql.ref(name);
      const next = sql.ref(`next_${name}`);
      await sql`ALTER TABLE items ADD COLUMN ${next} ${sql.raw(type)}`.execute(database);
      await sql`UPDATE items SET ${next} = ${old}`.execute(database);
      await sql`ALTER TABLE items DROP COLUMN ${old}`.execute(database);
      await sql`ALTER TABLE items RENAME COLUMN ${next} TO ${old}`.execute(database);
    }
    await sql`CREATE INDEX items_by_blob ON items (sha256)`.execute(database);
  },
};
