import { rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { BlobSweep } from '../persistence/blob-sweep.js';
import { Database } from '../persistence/database.js';
import { Home } from '../persistence/home.js';
import { ActiveWork } from '../training-runs/active-work.js';
import { KnownVectors } from './known-vectors.js';
import { ServingService } from './serving.service.js';

/**
 * Takes what was deleted from the disk: its file and previews, the saved index and the features
 * that held it, and what the database's log still knows of its rows (their pages were overwritten,
 * see `secure_delete`).
 */
@Injectable()
export class ErasureService {
  /** Galleries whose features have to go once more, since a training may write them again. */
  readonly #stale = new Set<string>();
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    private readonly sweep: BlobSweep,
    private readonly serving: ServingService,
    private readonly known: KnownVectors,
    private readonly work: ActiveWork,
    private readonly home: Home,
  ) {}

  /** After rows of a gallery were deleted; `files` are those that they referred to. */
  async erase(gallery: string, files: readonly (string | null)[]): Promise<void> {
    const pictures = files.filter((sha256) => sha256 !== null);
    this.known.forget(pictures);
    await this.sweep.sweep(pictures);
    await this.serving.dropSaved(gallery);
    if ((await this.work.activeRun(gallery)) !== null) {
      this.#stale.add(gallery);
    }
    await this.dropFeatures(gallery);
    await this.emptyLog();
  }

  /** After a training, which may have written features of a picture that was deleted meanwhile. */
  async afterTraining(gallery: string): Promise<void> {
    if (this.#stale.delete(gallery)) {
      await this.dropFeatures(gallery);
    }
  }

  private async dropFeatures(gallery: string): Promise<void> {
    await rm(this.home.cacheOf(gallery), { recursive: true, force: true });
  }

  /**
   * Takes deleted rows from the database's log. Whoever comes while it is at work waits for the
   * next turn, which serves all of them.
   */
  emptyLog(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      this.#running = sql`PRAGMA wal_checkpoint(TRUNCATE)`
        .execute(this.database)
        .then(() => undefined);
      return this.#running;
    });
    return this.#next;
  }
}
