import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { failureOf, Interruption, interruptionOf } from '../jobs/interruption.js';
import { WorkLoop } from '../jobs/work-loop.js';
import { LOGGER } from '../logger.js';
import { RunLog } from './run-log.js';
import { Trainer } from './trainer.js';
import { TrainingRunsRepository } from './training-runs.repository.js';

interface CurrentRun {
  readonly id: string;
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

const cutOff = {
  error_code: 'training_failed',
  error_message: 'Umbra was stopped while the run was going on. Start the training again.',
} as const;

/** Trains the queued runs, one at a time. The table is the queue, so what waits survives a stop. */
@Injectable()
export class TrainingQueue {
  #current: CurrentRun | null = null;
  readonly #loop = new WorkLoop({
    workOne: () => this.runNext(),
    onError: (error) => this.logger.error({ err: error }, 'the training queue broke off'),
  });

  constructor(
    private readonly runs: TrainingRunsRepository,
    private readonly trainer: Trainer,
    private readonly log: RunLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A run that was going on when the process died is over: what it had learnt is lost. */
  async start(): Promise<void> {
    for (const run of await this.runs.inState('running')) {
      await this.finish(run.id, { state: 'failed', ...cutOff });
    }
    this.#loop.wake();
  }

  /** To be told when a run was queued. */
  wake(): void {
    this.#loop.wake();
  }

  /** In whatever phase the run is; one that has ended stays as it is. */
  async cancel(id: string): Promise<void> {
    if (this.#current?.id === id) {
      this.#current.abort.abort(new Interruption('cancelled'));
      await this.#current.settled;
    } else if ((await this.runs.find(id))?.state === 'queued') {
      await this.finish(id, { state: 'cancelled' });
    }
  }

  async close(): Promise<void> {
    this.#current?.abort.abort(new Interruption('stopped'));
    await this.#loop.close();
  }

  private async runNext(): Promise<boolean> {
    const [row] = await this.runs.inState('queued');
    if (row === undefined) {
      return false;
    }
    const abort = new AbortController();
    const settled = this.run(row.id, abort.signal);
    this.#current = { id: row.id, abort, settled };
    await settled;
    this.#current = null;
    return true;
  }

  private async run(id: string, signal: AbortSignal): Promise<void> {
    const started_at = new Date().toISOString();
    await this.log.record(id, { state: 'running', phase: 'preparing', started_at }, ['state']);
    try {
      const row = await this.runs.find(id);
      if (row !== null) {
        await this.trainer.run(row, signal);
      }
    } catch (error) {
      await this.settle(id, error);
    }
  }

  private settle(id: string, error: unknown): Promise<void> {
    switch (interruptionOf(error)) {
      case 'cancelled':
        return this.finish(id, { state: 'cancelled' });
      case 'stopped':
        return this.finish(id, { state: 'failed', ...cutOff });
      case null:
        this.logger.warn({ err: error, run: id }, 'a training run failed');
        return this.finish(id, { state: 'failed', ...failureOf(error) });
    }
  }

  private finish(
    id: string,
    ending: { state: 'failed' | 'cancelled'; error_code?: string; error_message?: string },
  ): Promise<void> {
    const finished_at = new Date().toISOString();
    return this.log.record(id, { ...ending, phase: 'done', finished_at }, ['state']);
  }
}
