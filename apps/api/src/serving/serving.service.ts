import { rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '@umbra/core/errors';
import type { IndexStats } from '@umbra/core/index';
import type { Logger } from 'pino';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { LOGGER } from '../logger.js';
import { ModelsRepository } from '../models/models.repository.js';
import { servedModel } from '../models/served-model.js';
import { Home } from '../persistence/home.js';
import { GallerySeat, type SeatFacts } from './gallery-seat.js';
import { VectorsRepository } from './vectors.repository.js';

/**
 * Each open index has a thread: so many are opened ahead of the first request, the rest when they
 * are asked for.
 */
const warmedMax = 8;
/** Beyond so many, the one that was not used for the longest time is saved and closed. */
const openMax = 32;
/** A changed index is saved when nothing has changed for so long, and when Umbra stops. */
const quietMs = 30_000;

/** Knows the seat of every gallery that was used since the start. */
@Injectable()
export class ServingService {
  readonly #seats = new Map<string, GallerySeat>();
  readonly #saveTimers = new Map<string, NodeJS.Timeout>();
  #isClosed = false;

  constructor(
    private readonly galleries: GalleriesRepository,
    private readonly models: ModelsRepository,
    private readonly vectors: VectorsRepository,
    private readonly home: Home,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  seat(gallery: string): GallerySeat {
    const seat = this.#seats.get(gallery) ?? this.newSeat(gallery);
    this.#seats.delete(gallery);
    this.#seats.set(gallery, seat); // now the last in the map's order: the most recently used
    void this.makeRoom();
    return seat;
  }

  isBuilding(gallery: string): boolean {
    return this.#seats.get(gallery)?.isBuilding ?? false;
  }

  /** Of a gallery's index; null while it is not open, which this does not change. */
  async stats(gallery: string): Promise<IndexStats | null> {
    const seat = this.#seats.get(gallery);
    return seat?.isServing === true ? seat.use(({ index }) => index.stats()) : null;
  }

  /** Of every open index, by its gallery. One that is closed meanwhile is left out. */
  async openStats(): Promise<Map<string, IndexStats>> {
    const all = [...this.#seats.keys()].map(async (gallery) => {
      const stats = await this.stats(gallery).catch(() => null);
      return stats === null ? [] : ([[gallery, stats]] as const);
    });
    return new Map((await Promise.all(all)).flat());
  }

  /** Opens the galleries that were used last ahead of their first request, one after the other. */
  async warm(): Promise<void> {
    for (const gallery of await this.galleries.recentIds(warmedMax)) {
      if (this.#isClosed) {
        return;
      }
      await this.seat(gallery)
        .use(async () => undefined)
        .catch((error: unknown) => {
          this.logger.warn({ err: error, gallery }, 'an index could not be opened');
        });
    }
  }

  /** To be told after every change of a gallery's index. */
  saveSoon(gallery: string): void {
    clearTimeout(this.#saveTimers.get(gallery));
    const timer = setTimeout(() => void this.save(gallery), quietMs);
    this.#saveTimers.set(gallery, timer.unref());
  }

  /** Removes the saved index, which holds vectors that were deleted since. */
  async dropSaved(gallery: string): Promise<void> {
    const seat = this.#seats.get(gallery);
    await (seat?.dropSaved() ?? rm(this.home.index(gallery), { recursive: true, force: true }));
  }

  /** For a gallery that was deleted: its index goes too. */
  async forget(gallery: string): Promise<void> {
    clearTimeout(this.#saveTimers.get(gallery));
    this.#saveTimers.delete(gallery);
    await this.#seats.get(gallery)?.discard();
    this.#seats.delete(gallery);
    await rm(this.home.index(gallery), { recursive: true, force: true });
  }

  /** Saves every index and ends its thread. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#saveTimers.values()) {
      clearTimeout(timer);
    }
    await Promise.all([...this.#seats.keys()].map((gallery) => this.saveAndClose(gallery)));
  }

  private async makeRoom(): Promise<void> {
    const open = [...this.#seats].filter(([, seat]) => seat.isOpen);
    for (const [gallery] of open.slice(0, Math.max(0, open.length - openMax))) {
      await this.saveAndClose(gallery);
    }
  }

  private async save(gallery: string): Promise<void> {
    this.#saveTimers.delete(gallery);
    await this.tolerate(gallery, this.#seats.get(gallery)?.save());
  }

  private async saveAndClose(gallery: string): Promise<void> {
    await this.tolerate(gallery, this.#seats.get(gallery)?.saveAndClose());
  }

  /** An index that is not saved is only built again: worth a warning, no more. */
  private async tolerate(gallery: string, saving: Promise<void> | undefined): Promise<void> {
    try {
      await saving;
    } catch (error) {
      this.logger.warn({ err: error, gallery }, 'an index could not be saved');
    }
  }

  private newSeat(gallery: string): GallerySeat {
    return new GallerySeat({
      gallery,
      vectors: this.vectors,
      indexDirectory: this.home.index(gallery),
      readFacts: () => this.readFacts(gallery),
    });
  }

  private async readFacts(gallery: string): Promise<SeatFacts | null> {
    const row = await this.galleries.find(gallery);
    if (row === null) {
      return null;
    }
    const model = await this.models.find(row.model_id);
    invariant(model, 'a gallery is served by a model that is there');
    return { row, model: servedModel(model, this.home) };
  }
}
