import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { GalleriesService } from '../galleries/galleries.service.js';
import { toJob } from '../jobs/job-mapping.js';
import { LOGGER } from '../logger.js';
import type { GalleryRow } from '../persistence/tables.js';
import { isOver, toTrainingRun } from '../training-runs/run-mapping.js';
import { ChangeLog } from './change-log.js';
import { ChangedRows } from './changed-rows.js';
import { Seen } from './seen.js';

/** How many changes are kept for those who come back. */
const changesMax = 1000;
const lookMs = 250;
/** To count a gallery's items takes longer. */
const galleriesMs = 1000;
/** Nobody who was away for longer than this is waited for. */
const patienceMs = 10 * 60_000;

/**
 * Finds out what changes, by looking at the tables a few times a second whenever something was
 * written. So whoever writes need not tell, and nothing that was written is missed, while many
 * changes in a short time are one event. Without listeners nobody looks.
 */
@Injectable()
export class ChangeWatch {
  readonly log = new ChangeLog(changesMax, Date.now());
  readonly #jobs = new Seen();
  readonly #runs = new Seen();
  readonly #galleries = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #listeners = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #writes = -1;
  #galleriesAtMs = 0;
  #listenedAtMs = 0;
  #isClosed = false;

  constructor(
    private readonly rows: ChangedRows,
    private readonly galleries: GalleriesService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Looks from now on; answers how to let go. */
  async listen(): Promise<() => void> {
    this.#listeners += 1;
    if (this.#timer === null && !this.#isClosed) {
      this.#timer = setInterval(() => this.look(), lookMs).unref();
      this.#looking = this.begin();
    }
    await this.#looking;
    return () => {
      this.#listeners -= 1;
      this.#listenedAtMs = Date.now();
    };
  }

  /** Resolves at the next change, or when `signal` aborts; `quiet` when none comes in time. */
  next(options: { timeoutMs: number; signal: AbortSignal }): Promise<'change' | 'quiet'> {
    const { timeoutMs, signal } = options;
    return new Promise((resolve) => {
      const end = (how: 'change' | 'quiet') => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#waiting.delete(done);
        resolve(how);
      };
      const done = () => end('change');
      const timer = setTimeout(() => end('quiet'), timeoutMs);
      signal.addEventListener('abort', done);
      this.#waiting.add(done);
      if (this.#isClosed || signal.aborted) {
        done();
      }
    });
  }

  /** Ends every stream. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer ?? undefined);
    this.wake();
    await this.#looking;
  }

  /** What there is when the first listener comes is no change. */
  private async begin(): Promise<void> {
    this.log.clear();
    this.#writes = -1;
    this.#jobs.clear();
    this.#runs.clear();
    this.#galleries.clear();
    await this.lookAtWork(() => undefined);
    for (const row of await this.rows.galleries()) {
      this.#galleries.set(row.id, JSON.stringify(row));
    }
  }

  private look(): void {
    const isAbandoned = this.#listeners === 0 && Date.now() - this.#listenedAtMs > patienceMs;
    if (isAbandoned) {
      clearInterval(this.#timer ?? undefined);
      this.#timer = null;
      return;
    }
    this.#looking = this.#looking
      .then(() => this.lookOnce())
      .catch((error: unknown) => this.logger.error({ err: error }, 'changes could not be read'));
  }

  private async lookOnce(): Promise<void> {
    const isTime = Date.now() - this.#galleriesAtMs >= galleriesMs;
    const writes = this.rows.writes();
    if (this.#isClosed || (writes === this.#writes && !isTime)) {
      return;
    }
    const before = this.log.last;
    if (writes !== this.#writes) {
      this.#writes = writes;
      await this.lookAtWork((gallery, event) => this.log.append(gallery, event));
    }
    if (isTime) {
      this.#galleriesAtMs = Date.now();
      await this.lookAtGalleries();
    }
    if (this.log.last !== before) {
      this.wake();
    }
  }

  private async lookAtWork(tell: ChangeLog['append']): Promise<void> {
    for (const row of await this.rows.jobs(this.#jobs.known)) {
      const job = toJob(row);
      if (this.#jobs.isNew(job, isOver(job))) {
        tell(job.gallery, { type: 'job', ...job });
      }
    }
    for (const row of await this.rows.runs(this.#runs.known)) {
      const run = toTrainingRun(row);
      if (this.#runs.isNew(run, isOver(run))) {
        tell(run.gallery, { type: 'training-run', ...run });
      }
    }
  }

  private async lookAtGalleries(): Promise<void> {
    const rows = await this.rows.galleries();
    const gone = new Set(this.#galleries.keys());
    for (const row of rows) {
      gone.delete(row.id);
      const text = JSON.stringify(row);
      if (this.#galleries.get(row.id) !== text) {
        await this.tellOf(row);
        this.#galleries.set(row.id, text);
      }
    }
    for (const id of gone) {
      this.#galleries.delete(id);
      this.log.append(id, { type: 'gallery-deleted', id, gallery: id });
    }
  }

  private async tellOf(row: GalleryRow): Promise<void> {
    const gallery = await this.galleries.describe(row);
    this.log.append(row.id, { type: 'gallery', gallery: row.id, ...gallery });
  }

  private wake(): void {
    for (const done of [...this.#waiting]) {
      done();
    }
  }
}
