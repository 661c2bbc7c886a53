import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ImportWork } from '../imports/import-work.js';
import { LOGGER } from '../logger.js';
import type { JobRow } from '../persistence/tables.js';
import { GalleryImportWork } from '../transfer/gallery-import-work.js';
import { failureOf, Interruption, interruptionOf } from './interruption.js';
import type { JobWork } from './job-work.js';
import { JobsRepository } from './jobs.repository.js';
import { type JobKind, jobKinds } from './jobs.schema.js';
import { PromotionWork } from './promotion-work.js';
import { WorkLoop } from './work-loop.js';

interface CurrentJob {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

/**
 * Works the jobs off: one of a kind at a time, so that a long import holds up no promotion. The
 * table is the queue, so it survives a stop.
 */
@Injectable()
export class JobQueue {
  readonly #works: Record<JobKind, JobWork>;
  readonly #current = new Map<string, CurrentJob>();
  readonly #loops = jobKinds.map(
    (kind) =>
      new WorkLoop({
        workOne: () => this.runNext(kind),
        onError: (error) => this.logger.error({ err: error, kind }, 'the job queue broke off'),
      }),
  );

  constructor(
    private readonly jobs: JobsRepository,
    promotion: PromotionWork,
    imports: ImportWork,
    galleries: GalleryImportWork,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#works = { promote: promotion, import: imports, 'import-gallery': galleries };
  }

  async start(): Promise<void> {
    await this.jobs.requeueRunning();
    this.wake();
  }

  /** To be told when a job was queued. */
  wake(): void {
    for (const loop of this.#loops) {
      loop.wake();
    }
  }

  /** A job that has ended stays as it is. */
  async cancel({ id, kind }: Pick<JobRow, 'id' | 'kind'>): Promise<void> {
    const current = this.#current.get(id);
    if (current !== undefined) {
      current.abort.abort(new Interruption('cancelled'));
      await current.settled;
    } else if (await this.jobs.cancelQueued(id, new Date().toISOString())) {
      await this.#works[kind].settled?.(id);
      this.wake();
    }
  }

  /** What runs is queued again at the next start and goes on. */
  async close(): Promise<void> {
    for (const { abort } of this.#current.values()) {
      abort.abort(new Interruption('stopped'));
    }
    await Promise.all(this.#loops.map((loop) => loop.close()));
  }

  private async runNext(kind: JobKind): Promise<boolean> {
    const row = await this.jobs.nextQueued(kind);
    if (row === null) {
      return false;
    }
    const abort = new AbortController();
    const settled = this.run(row, abort.signal);
    this.#current.set(row.id, { abort, settled });
    await settled.finally(() => this.#current.delete(row.id));
    return true;
  }

  private async run(row: JobRow, signal: AbortSignal): Promise<void> {
    await this.jobs.update(row.id, { state: 'running' });
    const work = this.#works[row.kind];
    const onProgress = (done: number, total: number) => this.jobs.update(row.id, { done, total });
    try {
      const result = await work.run(row, { signal, onProgress });
      await this.finish(row, { state: 'succeeded', result: JSON.stringify(result) });
    } catch (error) {
      // Streams that are cut off throw an error of their own.
      await this.settle(row, signal.aborted ? signal.reason : error);
    }
  }

  private async settle(row: JobRow, error: unknown): Promise<void> {
    switch (interruptionOf(error)) {
      case 'stopped':
        return;
      case 'cancelled':
        return this.finish(row, { state: 'cancelled' });
      case null:
        this.logger.warn({ err: error, job: row.id }, 'a job failed');
        return this.finish(row, { state: 'failed', ...failureOf(error) });
    }
  }

  private async finish(
    { id, kind }: JobRow,
    changes: Partial<JobRow> & { readonly state: JobRow['state'] },
  ): Promise<void> {
    await this.jobs.update(id, { ...changes, finished_at: new Date().toISOString() });
    await this.#works[kind].settled?.(id);
  }
}
