import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** The files of a home that its database refers to. */
export interface HomeContents {
  /** SHA-256 of each. */
  readonly pictures: readonly string[];
  /** Ids of the models that are folders. */
  readonly models: readonly string[];
}

export function contentsOf(database: DatabaseSyncInstance): HomeContents {
  const column = (statement: string): string[] =>
    database
      .prepare(statement)
      .all()
      .map((row) => String((row as { value: unknown }).value));
  return {
    pictures: column(
      `SELECT sha256 AS value FROM items WHERE sha256 IS NOT NULL
       UNION SELECT sha256 FROM examples ORDER BY value`,
    ),
    models: column(`SELECT id AS value FROM models WHERE kind = 'trained' ORDER BY id`),
  };
}
