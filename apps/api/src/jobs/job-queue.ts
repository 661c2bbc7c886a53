import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { ImportWork } from '../imports/import-work.js';
import { LOGGER } from '../logger.js';
import type { JobRow } from '../persistence/tables.js';
import { PocWork } from '../poc/poc-work.js';
import { GalleryImportWork } from '../transfer/gallery-import-work.js';
import type { JobKind } from './job-kinds.js';
import { JobLeases } from './job-leases.repository.js';
import { JobLogRepository } from './job-log.repository.js';
import type { JobWork } from './job-work.js';
import { LeasedQueue } from './leased-queue.js';
import { PromotionWork } from './promotion-work.js';

const timing = { leaseMs: 30_000, heartbeatMs: 10_000, backOffFirstMs: 2000 } as const;

/** The work of every kind of job, on one queue. */
@Injectable()
export class JobQueue {
  readonly #queue: LeasedQueue;

  constructor(
    private readonly leases: JobLeases,
    private readonly log: JobLogRepository,
    promotion: PromotionWork,
    imports: ImportWork,
    galleries: GalleryImportWork,
    poc: PocWork,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) logger: Logger,
  ) {
    const works: Record<JobKind, JobWork> = {
      promote: promotion,
      import: imports,
      poc,
      'import-gallery': galleries,
    };
    const atOnce = config.work.jobsAtOnce;
    this.#queue = new LeasedQueue({ leases, log, works, atOnce, timing, logger });
  }

  async start(): Promise<void> {
    for (const job of await this.leases.releaseAll()) {
      await this.log.append(
        job,
        'warn',
        'Umbra was ended in the middle of it; it is taken up again.',
      );
    }
    this.wake();
  }

  /** To be told when a job was queued. */
  wake(): void {
    this.#queue.wake();
  }

  /** At every moment; a job that has ended stays as it is. */
  cancel(job: Pick<JobRow, 'id' | 'kind'>): Promise<void> {
    return this.#queue.cancel(job);
  }

  /** What is at work is handed over, and goes on at the next start. */
  close(): Promise<void> {
    return this.#queue.close();
  }
}
