import type { Server } from 'node:http';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { AuditService } from './audit/audit.service.js';
import { CONFIG, type Config } from './config.js';
import { ChangeWatch } from './events/change-watch.js';
import { HealthService } from './health/health.service.js';
import { RepeatedRequests } from './idempotency/repeated-requests.js';
import { ImportStore } from './imports/import-store.js';
import { JobQueue } from './jobs/job-queue.js';
import { KeysService } from './keys/keys.service.js';
import { LOGGER } from './logger.js';
import { isLoopback } from './loopback.js';
import { ModelsService } from './models/models.service.js';
import { BlobSweep } from './persistence/blob-sweep.js';
import { Database } from './persistence/database.js';
import { HomeLock } from './persistence/home-lock.js';
import { SampleService } from './sample/sample.service.js';
import { EmbeddingThread } from './serving/embedding-thread.js';
import { ServingService } from './serving/serving.service.js';
import { RunFolders } from './training-runs/run-folders.js';
import { RunLog } from './training-runs/run-log.js';
import { TrainingQueue } from './training-runs/training-queue.js';

const requestsEndWithinMs = 3000;

/** In which order things begin and end; nothing else in the API starts work by itself. */
@Injectable()
export class Lifecycle implements BeforeApplicationShutdown, OnApplicationShutdown {
  #background: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly keys: KeysService,
    private readonly models: ModelsService,
    private readonly serving: ServingService,
    private readonly thread: EmbeddingThread,
    private readonly training: TrainingQueue,
    private readonly jobs: JobQueue,
    private readonly runs: RunLog,
    private readonly runFolders: RunFolders,
    private readonly changes: ChangeWatch,
    private readonly sample: SampleService,
    private readonly sweep: BlobSweep,
    private readonly imports: ImportStore,
    private readonly health: HealthService,
    private readonly audit: AuditService,
    private readonly repeated: RepeatedRequests,
    private readonly database: Database,
    private readonly lock: HomeLock,
    private readonly adapters: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** What must be there before the first request. Answers the admin key, if one was made up. */
  async prepare(): Promise<string | null> {
    await this.refuseOpenDoor();
    await this.sweep.clearUnfinished();
    await this.imports.dropAbandoned();
    await this.runFolders.dropAbandoned();
    await this.models.ensureBaseline();
    if (this.config.backend !== 'auto') {
      await this.thread.selectBackend();
    }
    return this.keys.ensureAdminKey(this.config.adminKey);
  }

  /** What goes on beside the requests. */
  async begin(options: { readonly sample: boolean }): Promise<void> {
    await this.training.start();
    await this.jobs.start();
    await this.sample.start(options.sample);
  }

  /** What makes first requests quick, and tidies up: nothing depends on it. */
  warmUp(): void {
    this.audit.start();
    this.repeated.start();
    this.#background = this.prepareServing().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the start left something undone');
    });
  }

  /** Before the server stops listening: long work and endless answers end, so that requests can. */
  async beforeApplicationShutdown(): Promise<void> {
    this.health.stop();
    this.audit.stop();
    this.repeated.stop();
    await this.sample.close();
    await Promise.all([this.training.close(), this.jobs.close()]);
    this.runs.close();
    await this.changes.close();
    this.cutOffLate();
  }

  /** A client that neither reads on nor hangs up must not hold up the stop. */
  private cutOffLate(): void {
    const server: Server = this.adapters.httpAdapter.getHttpServer();
    const timer = setTimeout(() => server.closeAllConnections(), requestsEndWithinMs);
    server.once('close', () => clearTimeout(timer));
  }

  /** After the last request: what is in memory goes to the disk, and the threads end. */
  async onApplicationShutdown(): Promise<void> {
    await this.serving.close();
    await this.#background;
    await this.thread.close();
    await this.database.destroy();
    this.lock.release();
  }

  /**
   * A key that is printed while others can reach the address comes too late, and where nobody reads
   * the output it is lost.
   */
  private async refuseOpenDoor(): Promise<void> {
    const { host, adminKey } = this.config;
    if (isLoopback(host) || adminKey !== null || (await this.keys.hasAdmin())) {
      return;
    }
    throw new UmbraError(
      'config_invalid',
      `UMBRA_HOST=${host} lets others in, but there is no admin key yet: set UMBRA_ADMIN_KEY (32 characters or more), or start once with UMBRA_HOST=127.0.0.1 and keep the key that is printed.`,
    );
  }

  private async prepareServing(): Promise<void> {
    await this.thread.selectBackend();
    await this.serving.warm();
    await this.sweep.sweepAll();
  }
}
