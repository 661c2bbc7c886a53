import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Database } from '../persistence/database.js';
import type { GalleryRow, JobRow } from '../persistence/tables.js';
import type { NamedRunRow } from '../training-runs/run-mapping.js';

const active = ['queued', 'running'] as const;

/** What may have changed since one last looked. */
export interface Known {
  /** Those that were at work. */
  readonly active: readonly string[];
  /** An ISO time: what ended since then may be new, too. */
  readonly endedSince: string;
}

@Injectable()
export class ChangedRows {
  constructor(private readonly database: Database) {}

  /** Goes up with every write. */
  writes(): number {
    return this.database.remembered.countWrites();
  }

  async jobs(known: Known): Promise<JobRow[]> {
    return this.database
      .selectFrom('jobs')
      .selectAll()
      .where(mayHaveChanged('jobs', known))
      .orderBy('id')
      .execute();
  }

  async runs(known: Known): Promise<NamedRunRow[]> {
    return this.database
      .selectFrom('training_runs')
      .innerJoin('galleries', 'galleries.id', 'training_runs.gallery_id')
      .selectAll('training_runs')
      .select('galleries.name as gallery_name')
      .where(mayHaveChanged('training_runs', known))
      .orderBy('training_runs.id')
      .execute();
  }

  async galleries(): Promise<GalleryRow[]> {
    return this.database.selectFrom('galleries').selectAll().where('arriving', '=', 0).execute();
  }
}

function mayHaveChanged(table: 'jobs' | 'training_runs', known: Known) {
  const column = (name: string) => sql.ref(`${table}.${name}`);
  return sql<boolean>`(${column('state')} IN (${sql.join(active)})
    OR ${column('finished_at')} >= ${known.endedSince}
    OR ${column('id')} IN (SELECT value FROM json_each(${JSON.stringify(known.active)})))`;
}
