import { Injectable } from '@nestjs/common';
import { Database } from './database.js';

/** Single facts of this home, as JSON. */
@Injectable()
export class Settings {
  constructor(private readonly database: Database) {}

  async read<T>(name: string): Promise<T | null> {
    const row = await this.database
      .selectFrom('settings')
      .select('value')
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? null : (JSON.parse(row.value) as T);
  }

  async write(name: string, content: unknown): Promise<void> {
    const value = JSON.stringify(content);
    await this.database
      .insertInto('settings')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute();
  }

  /** Leaves what is there already. */
  async writeOnce(name: string, content: unknown): Promise<void> {
    await this.database
      .insertInto('settings')
      .values({ name, value: JSON.stringify(content) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
