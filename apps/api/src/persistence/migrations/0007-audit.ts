import { type Kysely, type Migration, sql } from 'kysely';

/** Who changed what. It refers to nothing, since it outlives what it tells of. */
const statements = [
  sql`CREATE TABLE audit (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, key_id TEXT, request_id TEXT,
    action TEXT NOT NULL, gallery_id TEXT, target TEXT NOT NULL, details TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE INDEX audit_by_time ON audit (at)`,
  sql`CREATE INDEX audit_by_action ON audit (action, id)`,
  sql`CREATE INDEX audit_by_gallery ON audit (gallery_id, id)`,
  sql`CREATE INDEX audit_by_key ON audit (key_id, id)`,
];

export const audit: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
