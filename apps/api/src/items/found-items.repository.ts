import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../persistence/database.js';
import type { ItemRow } from '../persistence/tables.js';

/** An item that a search found, with the name of its vector. */
export interface FoundItem extends ItemRow {
  readonly vector_label: number;
}

@Injectable()
export class FoundItemsRepository {
  constructor(private readonly database: Database) {}

  /** The items behind an index's labels, in no particular order. */
  byLabels(labels: readonly number[]): Promise<FoundItem[]> {
    const name = `items ${labels.join(' ')}`;
    return this.database.remembered.read(name, () => this.readByLabels(labels));
  }

  private async readByLabels(labels: readonly number[]): Promise<FoundItem[]> {
    if (labels.length === 0) {
      return [];
    }
    return this.database
      .selectFrom('vectors')
      .innerJoin('items', 'items.id', 'vectors.item_id')
      .selectAll('items')
      .select('vectors.label as vector_label')
      .where(
        'vectors.label',
        'in',
        sql<number>`(SELECT value FROM json_each(${JSON.stringify(labels)}))`,
      )
      .execute();
  }
}
