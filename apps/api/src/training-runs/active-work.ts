import { Injectable } from '@nestjs/common';
import { Database } from '../persistence/database.js';

const active = ['queued', 'running'] as const;

/** What is at work on a gallery, or waits to be. */
@Injectable()
export class ActiveWork {
  constructor(private readonly database: Database) {}

  async activeRun(gallery: string): Promise<string | null> {
    const row = await this.database
      .selectFrom('training_runs')
      .select('id')
      .where('gallery_id', '=', gallery)
      .where('state', 'in', active)
      .orderBy('id')
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async isActive(gallery: string): Promise<boolean> {
    const job = await this.database
      .selectFrom('jobs')
      .select('id')
      .where('gallery_id', '=', gallery)
      .where('state', 'in', active)
      .executeTakeFirst();
    return job !== undefined || (await this.activeRun(gallery)) !== null;
  }
}
