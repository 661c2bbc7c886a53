import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { failureOf, Interruption, interruptionOf } from '../jobs/interruption.js';
import { WorkLoop } from '../jobs/work-loop.js';
import { LOGGER } from '../logger.js';
import { ErasureService } from '../serving/erasure.service.js';
import { Lane } from '../serving/lane.js';
import { RunFolders } from './run-folders.js';
import { RunLog } from './run-log.js';
import type { NamedRunRow } from './run-mapping.js';
import { Trainer } from './trainer.js';
import { TrainingProcessLost } from './training-process.js';
import { TrainingRunsRepository } from './training-runs.repository.js';

interface CurrentRun {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

/** A run that ends Umbra or its own process each time must not do so for ever. */
const attemptsMax = 4;
const retryMsFirst = 2000;

/**
 * Trains the queued runs, as many at a time as the settings allow. The table is the queue, so what
 * waits survives a stop, and what was cut off goes on from its last checkpoint.
 */
@Injectable()
export class TrainingQueue {
  readonly #current = new Map<string, CurrentRun>();
  /** To begin a run and to cancel one that waits must not overlap. */
  readonly #claims = new Lane();
  #retry: NodeJS.Timeout | null = null;
  #isClosed = false;
  readonly #loops: WorkLoop[];

  constructor(
    private readonly runs: TrainingRunsRepository,
    private readonly trainer: Trainer,
    private readonly folders: RunFolders,
    private readonly erasure: ErasureService,
    private readonly log: RunLog,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const onError = (error: unknown) =>
      this.logger.error({ err: error }, 'the training queue broke off');
    this.#loops = Array.from(
      { length: config.work.trainingsAtOnce },
      () => new WorkLoop({ workOne: () => this.runNext(), onError }),
    );
  }

  /** A run that was going on when the process died goes on. */
  async start(): Promise<void> {
    for (const run of await this.runs.inState('running')) {
      const what = `Umbra ended ${attemptsMax} times while the run was going on.`;
      const advice = "Look into its log and the system's for why, and start the training again.";
      await this.tryAgain(run, {
        error_code: 'training_failed',
        error_message: `${what} ${advice}`,
      });
    }
    this.wake();
  }

  /** To be told when a run was queued. */
  wake(): void {
    for (const loop of this.#loops) {
      loop.wake();
    }
  }

  /** In whatever phase the run is; one that has ended stays as it is. */
  async cancel(id: string): Promise<void> {
    const current = this.#current.get(id);
    if (current !== undefined) {
      current.abort.abort(new Interruption('cancelled'));
      await current.settled;
    }
    // It waits to be begun, or was just put back to be tried again.
    const begun = await this.#claims.run(async () => {
      const run = this.#current.has(id) ? null : await this.runs.find(id);
      if (run?.state === 'queued') {
        await this.finish(run, { state: 'cancelled' });
      }
      return this.#current.has(id);
    });
    if (begun) {
      await this.cancel(id);
    }
  }

  /** What is being trained waits, and goes on at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry ?? undefined);
    await this.#claims.run(async () => undefined);
    for (const { abort } of this.#current.values()) {
      abort.abort(new Interruption('stopped'));
    }
    await Promise.all(this.#loops.map((loop) => loop.close()));
    clearTimeout(this.#retry ?? undefined);
  }

  private async runNext(): Promise<boolean> {
    const begun = await this.#claims.run(() => this.beginNext());
    if (begun === null) {
      return false;
    }
    await begun.settled.finally(() => this.#current.delete(begun.id));
    return true;
  }

  private async beginNext(): Promise<{ id: string; settled: Promise<void> } | null> {
    const queued = await this.runs.inState('queued');
    const now = new Date().toISOString();
    const row = queued.find(
      ({ id, retry_at }) => !this.#current.has(id) && (retry_at === null || retry_at <= now),
    );
    if (row === undefined || this.#isClosed) {
      this.wakeForRetry(queued);
      return null;
    }
    const abort = new AbortController();
    const settled = this.run(row, abort.signal);
    this.#current.set(row.id, { abort, settled });
    return { id: row.id, settled };
  }

  private wakeForRetry(queued: readonly NamedRunRow[]): void {
    const times = queued.flatMap(({ retry_at }) => (retry_at === null ? [] : [retry_at]));
    if (times.length > 0) {
      clearTimeout(this.#retry ?? undefined);
      const waitMs = Math.min(...times.map((at) => Date.parse(at))) - Date.now();
      this.#retry = setTimeout(() => this.wake(), Math.max(0, waitMs) + 1);
    }
  }

  private async run(queued: NamedRunRow, signal: AbortSignal): Promise<void> {
    const row = { ...queued, attempts: queued.attempts + 1 };
    const { id, attempts } = row;
    const started_at = row.started_at ?? new Date().toISOString();
    const begun = { state: 'running', phase: 'preparing', started_at, attempts } as const;
    await this.log.record(id, { ...begun, retry_at: null }, ['state']);
    try {
      const progress = await this.trainer.run(row, signal);
      await this.finish(row, { state: 'succeeded', progress });
    } catch (error) {
      await this.settle(row, signal.aborted ? signal.reason : error);
    }
  }

  private settle(row: NamedRunRow, error: unknown): Promise<void> {
    switch (interruptionOf(error)) {
      case 'cancelled':
        return this.finish(row, { state: 'cancelled' });
      case 'stopped':
      case 'lost':
        // A stop that was asked for is not the run's fault.
        return this.putBack(row, { attempts: row.attempts - 1, retry_at: null });
      case null:
        this.logger.warn({ err: error, run: row.id }, 'a training run broke off');
        return error instanceof TrainingProcessLost
          ? this.tryAgain(row, failureOf(error))
          : this.finish(row, { state: 'failed', ...failureOf(error) });
    }
  }

  /** Later each time, and not for ever. */
  private tryAgain(
    row: NamedRunRow,
    failure: { readonly error_code: string; readonly error_message: string },
  ): Promise<void> {
    if (row.attempts >= attemptsMax) {
      return this.finish(row, { state: 'failed', ...failure });
    }
    const waitMs = retryMsFirst * 2 ** (row.attempts - 1);
    return this.putBack(row, { retry_at: new Date(Date.now() + waitMs).toISOString() });
  }

  private putBack(
    { id }: NamedRunRow,
    changes: { readonly attempts?: number; readonly retry_at: string | null },
  ): Promise<void> {
    return this.log.record(id, { ...changes, state: 'queued', phase: 'queued' }, ['state']);
  }

  private async finish(row: NamedRunRow, ending: Ending): Promise<void> {
    await this.folders.drop(row.id);
    await this.erasure.afterTraining(row.gallery_id);
    const finished_at = new Date().toISOString();
    await this.log.record(row.id, { ...ending, phase: 'done', finished_at }, ['state']);
  }
}

type Ending =
  | { readonly state: 'succeeded'; readonly progress: string }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly error_code: string; readonly error_message: string };
