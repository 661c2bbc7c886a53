import { type Kysely, sql } from 'kysely';
import type { Tables } from '../persistence/tables.js';

/** Which pictures a model has seen: what measures it must not count them as new ones. */
export async function noteTrained(
  database: Kysely<Tables>,
  model: string,
  pictures: readonly string[],
): Promise<void> {
  for (let at = 0; at < pictures.length; at += 1000) {
    const piece = JSON.stringify(pictures.slice(at, at + 1000));
    await sql`INSERT OR IGNORE INTO trained_pictures (model_id, sha256)
      SELECT ${model}, value FROM json_each(${piece})`.execute(database);
  }
}

/** A model has seen what the one that it was trained on from had seen. */
export async function inheritTrained(
  database: Kysely<Tables>,
  model: string,
  from: string,
): Promise<void> {
  await sql`INSERT OR IGNORE INTO trained_pictures (model_id, sha256)
    SELECT ${model}, sha256 FROM trained_pictures WHERE model_id = ${from}`.execute(database);
}
