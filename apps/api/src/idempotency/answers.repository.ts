import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../persistence/database.js';
import type { AnswerRow } from '../persistence/tables.js';

/** The answers that may have to be given once more. */
@Injectable()
export class AnswersRepository {
  constructor(private readonly database: Database) {}

  async find(id: string, { since }: { readonly since: string }): Promise<AnswerRow | null> {
    const row = await this.database
      .selectFrom('answers')
      .selectAll()
      .where('id', '=', id)
      .where('at', '>=', since)
      .executeTakeFirst();
    return row ?? null;
  }

  async save(row: AnswerRow): Promise<void> {
    await this.database.replaceInto('answers').values(row).execute();
  }

  /** Deletes all before a time, and all but the newest `most`. */
  async prune(kept: { readonly since: string; readonly most: number }): Promise<void> {
    await sql`DELETE FROM answers WHERE at < ${kept.since} OR id IN (
      SELECT id FROM answers ORDER BY at DESC LIMIT -1 OFFSET ${kept.most}
    )`.execute(this.database);
  }
}
