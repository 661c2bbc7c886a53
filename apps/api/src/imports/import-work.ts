import { Injectable } from '@nestjs/common';
import { invariant, isUmbraError, type UmbraError } from '@umbra/core/errors';
import { ItemFiling } from '../items/item-filing.js';
import type { Outcome } from '../items/item-outcome.js';
import type { JobControl, JobWork } from '../jobs/job-work.js';
import type { ImportRefusalRow, JobRow } from '../persistence/tables.js';
import { archiveImport } from './archive-import.js';
import type { ImportEntry, ImportKind, ImportSource } from './import-source.js';
import { ImportStore } from './import-store.js';
import { type ImportCheckpoint, ImportsRepository } from './imports.repository.js';
import type { ImportReport } from './imports.schema.js';
import { ndjsonImport } from './ndjson-import.js';

const batchEntriesMax = 32;
const batchBytesMax = 32 * 2 ** 20;

const beginning: ImportCheckpoint = {
  position: 0,
  added: 0,
  replaced: 0,
  unchanged: 0,
  refused: 0,
};

/**
 * Files what a received file holds, batch by batch. Each batch is one transaction with the job's
 * checkpoint: one that was cut off goes on after the last batch, and files nothing twice.
 */
@Injectable()
export class ImportWork implements JobWork {
  readonly resumes = true;

  constructor(
    private readonly store: ImportStore,
    private readonly imports: ImportsRepository,
    private readonly filing: ItemFiling,
  ) {}

  async run(row: JobRow, control: JobControl): Promise<ImportReport> {
    const { signal, onProgress, assertHeld } = control;
    const { id, gallery_id: gallery } = row;
    invariant(gallery, 'an import has its gallery');
    const source = this.open(row);
    const total = await source.survey(signal);
    let checkpoint = checkpointOf(row);
    await onProgress(checkpoint.position, total);
    for await (const batch of batches(source.read(checkpoint.position, signal))) {
      signal.throwIfAborted();
      checkpoint = await this.fileBatch({ id, gallery, assertHeld }, batch, checkpoint);
    }
    const { position: _, ...report } = checkpoint;
    return report;
  }

  /** The received file goes when the job has ended. */
  settled(job: string): Promise<void> {
    return this.store.drop(job);
  }

  private open({ id, input }: JobRow): ImportSource {
    const { kind } = JSON.parse(input) as { kind: ImportKind };
    const path = this.store.fileOf(id);
    return kind === 'ndjson' ? ndjsonImport(path) : archiveImport(path, kind);
  }

  private async fileBatch(
    { id, gallery, assertHeld }: Pick<JobControl, 'assertHeld'> & Place,
    batch: readonly ImportEntry[],
    before: ImportCheckpoint,
  ): Promise<ImportCheckpoint> {
    const items = batch.flatMap(({ item }) => (isUmbraError(item) ? [] : item));
    let checkpoint = before;
    await this.filing.fileAll(items, {
      gallery,
      by: null,
      alongside: async (transaction, outcomes) => {
        await assertHeld(transaction);
        const settled = settle(batch, outcomes);
        checkpoint = advanced(before, settled);
        const refusals = settled.flatMap(({ entry, outcome }) =>
          outcome.kind === 'refused' ? refusalOf(id, entry, outcome.error) : [],
        );
        return this.imports.settleBatch(transaction, id, { checkpoint, refusals });
      },
    });
    return checkpoint;
  }
}

interface Place {
  readonly id: string;
  readonly gallery: string;
}

interface Settled {
  readonly entry: ImportEntry;
  readonly outcome: Outcome;
}

/** Each entry with what came of it; those that never were items are refused. */
function settle(batch: readonly ImportEntry[], outcomes: readonly Outcome[]): Settled[] {
  const left = outcomes.values();
  return batch.map((entry) => {
    const { item } = entry;
    const outcome = isUmbraError(item)
      ? ({ kind: 'refused', error: item } as const)
      : (left.next().value as Outcome);
    return { entry, outcome };
  });
}

function advanced(before: ImportCheckpoint, settled: readonly Settled[]): ImportCheckpoint {
  const next = { ...before };
  for (const { entry, outcome } of settled) {
    next.position = entry.position;
    next[counterOf(outcome)] += 1;
  }
  return next;
}

function counterOf(outcome: Outcome): keyof ImportReport {
  switch (outcome.kind) {
    case 'filed':
      return outcome.before === null ? 'added' : 'replaced';
    case 'unchanged':
      return 'unchanged';
    case 'refused':
      return 'refused';
  }
}

function refusalOf(
  job: string,
  { position, name }: ImportEntry,
  { code, message }: UmbraError,
): ImportRefusalRow {
  return { job_id: job, position, name, code, message };
}

function checkpointOf({ checkpoint }: JobRow): ImportCheckpoint {
  return checkpoint === null ? beginning : (JSON.parse(checkpoint) as ImportCheckpoint);
}

/** Entries in groups that fit into memory, whatever their sizes. */
async function* batches(entries: AsyncIterable<ImportEntry>): AsyncGenerator<ImportEntry[]> {
  let batch: ImportEntry[] = [];
  let bytes = 0;
  for await (const entry of entries) {
    batch.push(entry);
    bytes += entry.bytes;
    if (batch.length >= batchEntriesMax || bytes >= batchBytesMax) {
      yield batch;
      batch = [];
      bytes = 0;
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}
