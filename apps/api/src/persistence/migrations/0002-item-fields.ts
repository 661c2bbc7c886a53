import { type Kysely, type Migration, sql } from 'kysely';

/**
 * What filters look up: one row for every text, number and truth value of an item's metadata.
 * `value` keeps its own type, truth values are 0 and 1.
 */
const statements = [
  sql`CREATE TABLE item_fields (
    gallery_id TEXT NOT NULL,
    path TEXT NOT NULL, type TEXT NOT NULL, value ANY NOT NULL,
    item_id TEXT NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (gallery_id, path, type, value, item_id)
  ) STRICT, WITHOUT ROWID`,
  sql`CREATE INDEX item_fields_by_item ON item_fields (item_id)`,
  sql`ALTER TABLE galleries ADD COLUMN fields_revision INTEGER NOT NULL DEFAULT 0`,
  // Filters that leave few out go through this index alone, without a look at the vectors.
  sql`DROP INDEX vectors_by_gallery`,
  sql`CREATE INDEX vectors_by_gallery ON vectors (gallery_id, model_id, label, item_id)`,
  sql`WITH RECURSIVE leaves (gallery_id, item_id, path, type, atom, json) AS (
    SELECT gallery_id, id, '', 'object', NULL, metadata FROM items
    UNION ALL
    SELECT gallery_id, item_id,
      CASE WHEN leaves.type = 'array' THEN leaves.path
        ELSE leaves.path || iif(leaves.path = '', '', '.') || child.key END,
      child.type, child.atom, child.value
    FROM leaves, json_each(leaves.json) AS child
    WHERE leaves.type IN ('object', 'array')
  )
  INSERT OR IGNORE INTO item_fields (gallery_id, path, type, value, item_id)
  SELECT gallery_id, path,
    CASE type WHEN 'text' THEN 'text' WHEN 'true' THEN 'boolean' WHEN 'false' THEN 'boolean'
      ELSE 'number' END,
    atom, item_id
  FROM leaves WHERE atom IS NOT NULL`,
];

export const itemFields: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) {
      await statement.execute(database);
    }
  },
};
