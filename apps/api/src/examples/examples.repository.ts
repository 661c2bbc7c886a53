import { Injectable } from '@nestjs/common';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { ExampleRow } from '../persistence/tables.js';

@Injectable()
export class ExamplesRepository {
  constructor(private readonly database: Database) {}

  async insert(row: ExampleRow): Promise<void> {
    await this.database.insertInto('examples').values(row).execute();
  }

  async find(gallery: string, id: string): Promise<ExampleRow | null> {
    const row = await this.database
      .selectFrom('examples')
      .selectAll()
      .where('id', '=', id)
      .where('gallery_id', '=', gallery)
      .executeTakeFirst();
    return row ?? null;
  }

  async has(gallery: string, sha256: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('examples')
      .select('id')
      .where('gallery_id', '=', gallery)
      .where('sha256', '=', sha256)
      .executeTakeFirst();
    return row !== undefined;
  }

  async page(gallery: string, { limit, cursor }: ListQuery): Promise<ExampleRow[]> {
    const after = decodeCursor(cursor);
    return this.database
      .selectFrom('examples')
      .selectAll()
      .where('gallery_id', '=', gallery)
      .$if(after !== null, (query) => query.where('id', '<', after ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(gallery: string): Promise<number> {
    const { count } = await this.database
      .selectFrom('examples')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('gallery_id', '=', gallery)
      .executeTakeFirstOrThrow();
    return count;
  }
}
