import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ModelCard } from '@umbra/core/model';
import type { TrainingConfig, TrainingJob } from '@umbra/core/training';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { ItemsRepository } from '../items/items.repository.js';
import { LOGGER } from '../logger.js';
import { factsOfCard } from '../models/model-facts.js';
import { ModelsRepository } from '../models/models.repository.js';
import { servedModel } from '../models/served-model.js';
import { Blobs } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import { newId } from '../persistence/ids.js';
import type { ModelRow } from '../persistence/tables.js';
import { CalibrationsRepository } from '../serving/calibrations.repository.js';
import { ErasureService } from '../serving/erasure.service.js';
import { PromotionService } from '../serving/promotion.service.js';
import { RunLog } from './run-log.js';
import type { NamedRunRow } from './run-mapping.js';
import { type RunNews, RunProgressTracker } from './run-progress.js';
import { SeenPictures } from './seen-pictures.js';
import { checkTrainable, type LabelledPicture, writeManifest } from './training-data.js';
import { trainInProcess } from './training-process.js';

/**
 * Takes one run through its phases: data, training process, model, and the gallery's items embedded
 * with it.
 */
@Injectable()
export class Trainer {
  constructor(
    private readonly items: ItemsRepository,
    private readonly models: ModelsRepository,
    private readonly promotion: PromotionService,
    private readonly calibrations: CalibrationsRepository,
    private readonly log: RunLog,
    private readonly blobs: Blobs,
    private readonly home: Home,
    private readonly erasure: ErasureService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * @throws what `signal` was aborted with, and UmbraError for what users can do something about
   */
  async run(row: NamedRunRow, signal: AbortSignal): Promise<void> {
    const pictures = await this.items.labelled(row.gallery_id);
    checkTrainable(pictures);
    const names = new Map(pictures.map(({ sha256, item }) => [sha256, item]));
    const tracker = new RunProgressTracker({
      nowMs: () => performance.now(),
      nameOf: (path) => names.get(basename(path)) ?? basename(path),
    });
    const model = await this.train(row, { pictures, tracker, signal });
    await this.log.record(row.id, { phase: 'embedding', model_id: model.id }, ['state']);
    const options = {
      gallery: row.gallery_id,
      model: servedModel(model, this.home),
      signal,
      onProgress: async (done: number, total: number) =>
        this.tell(row.id, tracker.embed(done, total)),
    };
    await (row.promote === 'auto'
      ? this.promotion.promote(options)
      : this.promotion.embedAll(options));
    const progress = tracker.finished();
    const finished_at = new Date().toISOString();
    await this.log.record(row.id, { state: 'succeeded', phase: 'done', progress, finished_at }, [
      'state',
    ]);
  }

  private async train(
    row: NamedRunRow,
    work: {
      readonly pictures: readonly LabelledPicture[];
      readonly tracker: RunProgressTracker;
      readonly signal: AbortSignal;
    },
  ): Promise<ModelRow> {
    const id = newId();
    const seen = new SeenPictures();
    const manifest = join(this.home.run(row.id), 'manifest.ndjson');
    await writeManifest(manifest, work.pictures, this.blobs);
    await mkdir(dirname(this.home.model(id)), { recursive: true });
    try {
      const card = await trainInProcess({
        job: this.jobOf(row, { manifest, outputDirectory: this.home.model(id) }),
        environment: this.config.childEnvironment,
        signal: work.signal,
        onMessage: (message) => {
          seen.take(message);
          return this.tell(row.id, work.tracker.take(message));
        },
        logger: this.logger,
      });
      const model = await this.register(row, id, card);
      await this.calibrations.noteTrained(id, seen.trained(work.pictures));
      if (row.from_model_id !== null) {
        await this.calibrations.inheritTrained(id, row.from_model_id);
      }
      return model;
    } catch (error) {
      await rm(this.home.model(id), { recursive: true, force: true });
      throw error;
    } finally {
      await rm(this.home.run(row.id), { recursive: true, force: true });
      await this.erasure.afterTraining(row.gallery_id);
    }
  }

  private jobOf(
    row: NamedRunRow,
    paths: { manifest: string; outputDirectory: string },
  ): TrainingJob {
    const training =
      row.preset === null
        ? { config: JSON.parse(row.config ?? '{}') as TrainingConfig }
        : { preset: row.preset, ...(row.backbone === null ? {} : { backbone: row.backbone }) };
    const { backbones: backbonesDirectory } = this.home;
    const cacheDirectory = this.home.cacheOf(row.gallery_id);
    const places = { ...paths, backbonesDirectory, cacheDirectory };
    const from =
      row.from_model_id === null ? {} : { from: { directory: this.home.model(row.from_model_id) } };
    return { ...places, ...from, training, seed: row.seed, backend: this.config.backend };
  }

  private async register(run: NamedRunRow, id: string, card: ModelCard): Promise<ModelRow> {
    const row: ModelRow = {
      id,
      name: `${run.gallery_name} ${(await this.models.countOf(run.gallery_id)) + 1}`,
      kind: 'trained',
      gallery_id: run.gallery_id,
      run_id: run.id,
      from_model_id: run.from_model_id,
      dimension: card.shadowDimension,
      embedding_dimension: card.embeddingDimension,
      facts: JSON.stringify(factsOfCard(card)),
      bytes: Object.values(card.files).reduce((sum, { bytes }) => sum + bytes, 0),
      created_at: new Date().toISOString(),
    };
    await this.models.insert(row);
    return row;
  }

  private async tell(run: string, news: RunNews | null): Promise<void> {
    if (news !== null) {
      await this.log.record(run, news.changes, news.events);
    }
  }
}
