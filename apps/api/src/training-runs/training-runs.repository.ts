import { Injectable } from '@nestjs/common';
import type { Transaction, Updateable } from 'kysely';
import { type Author, recordAudit } from '../audit/record-audit.js';
import { decodeCursor, type ListQuery } from '../http/list.schema.js';
import { Database } from '../persistence/database.js';
import type { Tables, TrainingRunRow } from '../persistence/tables.js';
import type { NewRunEvent, RunEvent } from './run-events.schema.js';
import { type NamedRunRow, toTrainingRun } from './run-mapping.js';

type RunChanges = Updateable<Tables['training_runs']>;

/** Which galleries' runs: these, or all. */
type Visible = readonly string[] | null;

@Injectable()
export class TrainingRunsRepository {
  constructor(private readonly database: Database) {}

  async insert(row: TrainingRunRow, by: Author | null): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await transaction.insertInto('training_runs').values(row).execute();
      await recordAudit(transaction, by, {
        action: 'training.start',
        gallery: row.gallery_id,
        target: row.id,
        details: { preset: row.preset, promote: row.promote, from: row.from_model_id },
      });
      await appendState(transaction, row.id);
    });
  }

  async find(id: string): Promise<NamedRunRow | null> {
    return findRun(this.database, id);
  }

  /**
   * Changes a run and tells why: the two are one step, so that who follows the events misses no
   * state.
   */
  async record(id: string, changes: RunChanges, events: readonly (NewRunEvent | 'state')[]) {
    await this.database.transaction().execute(async (transaction) => {
      if (Object.keys(changes).length > 0) {
        await transaction.updateTable('training_runs').set(changes).where('id', '=', id).execute();
      }
      for (const event of events) {
        await (event === 'state'
          ? appendState(transaction, id)
          : append(transaction, id, event.kind, event));
      }
    });
  }

  async eventsAfter(run: string, range: { after: number; limit: number }): Promise<RunEvent[]> {
    const rows = await this.database
      .selectFrom('run_events')
      .selectAll()
      .where('run_id', '=', run)
      .where('sequence', '>', range.after)
      .orderBy('sequence')
      .limit(range.limit)
      .execute();
    return rows.map(
      ({ sequence, at, data }) => ({ id: sequence, at, ...JSON.parse(data) }) as RunEvent,
    );
  }

  inState(state: TrainingRunRow['state']): Promise<NamedRunRow[]> {
    return named(this.database).where('state', '=', state).orderBy('training_runs.id').execute();
  }

  /** Queued or running. */
  unfinished(): Promise<NamedRunRow[]> {
    return named(this.database)
      .where('state', 'in', ['queued', 'running'])
      .orderBy('training_runs.id')
      .execute();
  }

  async page({ limit, cursor }: ListQuery, visible: Visible): Promise<NamedRunRow[]> {
    const after = decodeCursor(cursor);
    return named(this.database)
      .$if(visible !== null, (query) => query.where('gallery_id', 'in', visible ?? []))
      .$if(after !== null, (query) => query.where('training_runs.id', '<', after ?? ''))
      .orderBy('training_runs.id', 'desc')
      .limit(limit + 1)
      .execute();
  }

  async count(visible: Visible): Promise<number> {
    const { count } = await this.database
      .selectFrom('training_runs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .$if(visible !== null, (query) => query.where('gallery_id', 'in', visible ?? []))
      .executeTakeFirstOrThrow();
    return count;
  }
}

function named(database: Database | Transaction<Tables>) {
  return database
    .selectFrom('training_runs')
    .innerJoin('galleries', 'galleries.id', 'training_runs.gallery_id')
    .selectAll('training_runs')
    .select('galleries.name as gallery_name');
}

async function findRun(
  database: Database | Transaction<Tables>,
  id: string,
): Promise<NamedRunRow | null> {
  const row = await named(database).where('training_runs.id', '=', id).executeTakeFirst();
  return row ?? null;
}

async function appendState(transaction: Transaction<Tables>, id: string): Promise<void> {
  const row = await findRun(transaction, id);
  if (row !== null) {
    await append(transaction, id, 'state', { kind: 'state', run: toTrainingRun(row) });
  }
}

async function append(
  transaction: Transaction<Tables>,
  run: string,
  kind: string,
  data: NewRunEvent,
): Promise<void> {
  const last = await transaction
    .selectFrom('run_events')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .where('run_id', '=', run)
    .executeTakeFirst();
  await transaction
    .insertInto('run_events')
    .values({
      run_id: run,
      sequence: (last?.sequence ?? 0) + 1,
      kind,
      at: new Date().toISOString(),
      data: JSON.stringify(data),
    })
    .execute();
}
