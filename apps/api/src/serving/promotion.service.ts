import { setTimeout } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { decodeImage } from '@umbra/core/image';
import { openIndex, type VectorIndex } from '@umbra/core/index';
import type { Logger } from 'pino';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { LOGGER } from '../logger.js';
import type { ServedModel } from '../models/served-model.js';
import { Blobs } from '../persistence/blobs.js';
import { CalibrationService } from './calibration.service.js';
import type { StoredCalibration } from './calibrations.repository.js';
import { EmbeddingService, pictureInput } from './embedding.service.js';
import type { GallerySeat } from './gallery-seat.js';
import { IndexFilling } from './index-filling.js';
import type { Parity } from './parity.js';
import { ParityService } from './parity.service.js';
import type { Rerank } from './rerank.js';
import { ServingService } from './serving.service.js';
import type { ServingState } from './serving-state.js';
import { indexOptions } from './stages.js';
import { type PendingItem, VectorsRepository } from './vectors.repository.js';

const batchSize = 16;
const settledPollMs = 50;

export interface PromotionOptions {
  readonly gallery: string;
  readonly model: ServedModel;
  /** Left out: as the gallery's index searches now. */
  readonly rerank?: Rerank | undefined;
  readonly signal: AbortSignal;
  /** How many of the gallery's items have their vector. */
  readonly onProgress: (done: number, total: number) => Promise<void>;
}

/**
 * Lets another model serve a gallery while searches and uploads go on: embeds all items and builds
 * an index beside the one that serves, brings over what arrived meanwhile, and changes over in one
 * step.
 */
@Injectable()
export class PromotionService {
  constructor(
    private readonly serving: ServingService,
    private readonly galleries: GalleriesRepository,
    private readonly vectors: VectorsRepository,
    private readonly embedding: EmbeddingService,
    private readonly calibration: CalibrationService,
    private readonly parity: ParityService,
    private readonly blobs: Blobs,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Gives every item its vector by the model; what is there already is not computed again. */
  async embedAll(options: PromotionOptions): Promise<void> {
    const set = { gallery: options.gallery, model: options.model.id };
    for (let after = ''; ; ) {
      options.signal.throwIfAborted();
      const items = await this.vectors.missing(set, { after, limit: batchSize });
      const last = items.at(-1);
      if (last === undefined) {
        break;
      }
      await this.embedBatch(options, items);
      after = last.id;
      await this.reportProgress(options);
    }
    await this.reportProgress(options);
  }

  /**
   * Answers how the new model compares with the one that it took over from.
   *
   * @throws what `signal` was aborted with; the gallery is then served as before
   */
  async promote(options: PromotionOptions): Promise<Parity> {
    const { gallery, model } = options;
    const seat = this.serving.seat(gallery);
    return seat.promotions.run(async () => {
      const rerank = options.rerank ?? (await seat.use(async (state) => state.rerank));
      await this.checkReachable(options, rerank);
      await this.embedAll(options);
      const index = openIndex(indexOptions(model, rerank));
      try {
        const parity = await this.takeOver(seat, { index, rerank }, options);
        this.serving.saveSoon(gallery);
        await this.dropOldVectors(gallery);
        return parity;
      } catch (error) {
        await index.close();
        throw error;
      }
    });
  }

  private async takeOver(
    seat: GallerySeat,
    next: Pick<ServingState, 'index' | 'rerank'>,
    options: PromotionOptions,
  ): Promise<Parity> {
    const { gallery, model, signal } = options;
    const { index, rerank } = next;
    const set = { gallery, model: model.id };
    const filling = new IndexFilling(this.vectors, { ...set, rerank }, index);
    await filling.addNew(signal);
    await this.embedAll(options);
    const calibration = await this.calibrate(options, next);
    const parity = await seat.use((before) =>
      this.parity.compare(gallery, { before, after: { model, ...next } }),
    );
    await untilSettled(index, signal);
    await seat.changes.run(async () => {
      await this.checkReachable(options, rerank);
      await this.embedAll(options);
      await filling.removeGone();
      await filling.addNew(signal);
      const version = await this.galleries.setServing(gallery, { model: model.id, rerank });
      if (version === null) {
        throw new UmbraError('not_found', 'The gallery was deleted.');
      }
      await this.calibration.keep(set, calibration);
      await seat.replace({ model, ...next, version });
    });
    return parity;
  }

  /** Where the labels do not suffice for thresholds, searches answer without them. */
  private async calibrate(
    { gallery, model }: PromotionOptions,
    next: Pick<ServingState, 'index' | 'rerank'>,
  ): Promise<StoredCalibration | null> {
    try {
      return await this.calibration.measure({ gallery, model: model.id }, next);
    } catch (error) {
      if (!isUmbraError(error)) {
        throw error;
      }
      this.logger.info({ err: error, gallery }, 'there are too few labels for thresholds');
      return null;
    }
  }

  /** An item without a picture has the vectors that it was filed with, and no other model's. */
  private async checkReachable(
    { gallery, model }: PromotionOptions,
    rerank: Rerank,
  ): Promise<void> {
    const set = { gallery, model: model.id };
    const lost = await this.vectors.countUnreachable(set, { embeds: model.input !== null });
    if (lost > 0) {
      const message = `This model cannot embed ${lost} items of the gallery, which were filed by`;
      throw new UmbraError('conflict', `${message} their vectors or need a model for pictures.`);
    }
    const short = rerank === 'none' ? 0 : await this.vectors.countShadowsAlone(set);
    if (rerank !== 'none' && (short > 0 || model.input === null)) {
      const message = 'Full embeddings rank the hits, and items that were filed by their vectors';
      throw new UmbraError('conflict', `${message} have none: set \`rerank\` to none.`);
    }
  }

  private async embedBatch(options: PromotionOptions, items: readonly PendingItem[]) {
    const { gallery, model } = options;
    const decoded = await Promise.all(items.map((item) => this.decode(item, model)));
    const readable = decoded.filter((entry) => entry !== null);
    if (readable.length > 0) {
      const pictures = readable.map(({ item, pixels }) => ({ sha256: item.sha256, pixels }));
      const batch = await this.embedding.embedDecoded({ gallery, model }, pictures);
      const pending = readable.map(({ item }) => item);
      await this.vectors.insertBatch({ gallery, model: model.id }, pending, batch);
    }
  }

  /**
   * A stored picture that cannot be read any more must not hold up all others: it is named and left
   * out.
   */
  private async decode(item: PendingItem, model: ServedModel) {
    try {
      const bytes = await this.blobs.read(item.sha256);
      return { item, pixels: await decodeImage(bytes, pictureInput(model)) };
    } catch (error) {
      if (isUmbraError(error) || isMissingFile(error)) {
        this.logger.warn({ err: error, item: item.id }, 'a stored picture cannot be read');
        return null;
      }
      throw error;
    }
  }

  private async reportProgress({ gallery, model, onProgress }: PromotionOptions): Promise<void> {
    const total = await this.vectors.countItems(gallery);
    const done = await this.vectors.countVectors({ gallery, model: model.id });
    await onProgress(done, total);
  }

  /** Those of the serving model and of the one before stay, so that going back is quick. */
  private async dropOldVectors(gallery: string): Promise<void> {
    const row = await this.galleries.find(gallery);
    if (row !== null) {
      const kept = [row.model_id, row.previous_model_id].filter((id) => id !== null);
      await this.vectors.keepOnly(gallery, kept);
    }
  }
}

/** So that the first searches on it are as quick as those before. */
async function untilSettled(index: VectorIndex, signal: AbortSignal): Promise<void> {
  while (!(await index.stats()).isSettled) {
    await setTimeout(settledPollMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
