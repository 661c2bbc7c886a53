import { Inject, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { LOGGER } from '../logger.js';
import { ModelsRepository } from '../models/models.repository.js';
import { servedModel } from '../models/served-model.js';
import { Home } from '../persistence/home.js';
import type { JobRow } from '../persistence/tables.js';
import type { Parity } from '../serving/parity.js';
import { PromotionService } from '../serving/promotion.service.js';
import type { Rerank } from '../serving/rerank.js';
import { failureOf, Interruption, interruptionOf } from './interruption.js';
import { JobsRepository } from './jobs.repository.js';
import { WorkLoop } from './work-loop.js';

export interface PromoteInput {
  readonly model: string;
  readonly rerank?: Rerank | undefined;
}

interface CurrentJob {
  readonly id: string;
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

/** Works the jobs off, one at a time. The table is the queue, so it survives a stop. */
@Injectable()
export class JobQueue {
  #current: CurrentJob | null = null;
  readonly #loop = new WorkLoop({
    workOne: () => this.runNext(),
    onError: (error) => this.logger.error({ err: error }, 'the job queue broke off'),
  });

  constructor(
    private readonly jobs: JobsRepository,
    private readonly models: ModelsRepository,
    private readonly promotion: PromotionService,
    private readonly home: Home,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await this.jobs.requeueRunning();
    this.#loop.wake();
  }

  /** To be told when a job was queued. */
  wake(): void {
    this.#loop.wake();
  }

  /** A job that has ended stays as it is. */
  async cancel(id: string): Promise<void> {
    if (this.#current?.id === id) {
      this.#current.abort.abort(new Interruption('cancelled'));
      await this.#current.settled;
    } else if (await this.jobs.cancelQueued(id, new Date().toISOString())) {
      this.#loop.wake();
    }
  }

  /** What runs is queued again at the next start and goes on. */
  async close(): Promise<void> {
    this.#current?.abort.abort(new Interruption('stopped'));
    await this.#loop.close();
  }

  private async runNext(): Promise<boolean> {
    const row = await this.jobs.nextQueued();
    if (row === null) {
      return false;
    }
    const abort = new AbortController();
    const settled = this.run(row, abort.signal);
    this.#current = { id: row.id, abort, settled };
    await settled;
    this.#current = null;
    return true;
  }

  private async run(row: JobRow, signal: AbortSignal): Promise<void> {
    await this.jobs.update(row.id, { state: 'running' });
    try {
      const parity = await this.promote(row, signal);
      await this.finish(row.id, { state: 'succeeded', result: JSON.stringify(parity) });
    } catch (error) {
      await this.settle(row.id, error);
    }
  }

  private async promote(row: JobRow, signal: AbortSignal): Promise<Parity> {
    const { model: id, rerank } = JSON.parse(row.input) as PromoteInput;
    const model = await this.models.find(id);
    if (model === null) {
      throw new UmbraError('not_found', 'The model was deleted.');
    }
    return this.promotion.promote({
      gallery: row.gallery_id,
      model: servedModel(model, this.home),
      rerank,
      signal,
      onProgress: (done, total) => this.jobs.update(row.id, { done, total }),
    });
  }

  private async settle(id: string, error: unknown): Promise<void> {
    switch (interruptionOf(error)) {
      case 'stopped':
        return;
      case 'cancelled':
        return this.finish(id, { state: 'cancelled' });
      case null:
        this.logger.warn({ err: error, job: id }, 'a job failed');
        return this.finish(id, { state: 'failed', ...failureOf(error) });
    }
  }

  private finish(
    id: string,
    changes: Partial<JobRow> & { readonly state: JobRow['state'] },
  ): Promise<void> {
    return this.jobs.update(id, { ...changes, finished_at: new Date().toISOString() });
  }
}
