import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { isUmbraError } from '@umbra/core/errors';
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
import { PromotionService } from '../serving/promotion.service.js';
import { RunFolders } from './run-folders.js';
import { RunLog } from './run-log.js';
import type { NamedRunRow } from './run-mapping.js';
import { type RunNews, RunProgressTracker } from './run-progress.js';
import { SeenPictures } from './seen-pictures.js';
import {
  checkTrainable,
  type LabelledPicture,
  type ManifestEntry,
  readManifest,
  writeManifest,
} from './training-data.js';
import { type TrainingProcessOptions, trainInProcess } from './training-process.js';

/** What a stop may cost of a training. A checkpoint takes milliseconds and a few MB. */
const checkpointSeconds = 3;

interface TrainingWork {
  readonly pictures: readonly LabelledPicture[];
  readonly tracker: RunProgressTracker;
  readonly signal: AbortSignal;
}

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
    private readonly log: RunLog,
    private readonly blobs: Blobs,
    private readonly home: Home,
    private readonly folders: RunFolders,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * From its beginning, or from where it was cut off.
   *
   * @returns the progress of the finished run, as its row keeps it
   * @throws what `signal` was aborted with, TrainingProcessLost, and UmbraError for what users can
   * do something about
   */
  async run(row: NamedRunRow, signal: AbortSignal): Promise<string> {
    const named = await this.items.labelled(row.gallery_id);
    const names = new Map(named.map(({ sha256, item }) => [sha256, item]));
    const tracker = new RunProgressTracker({
      nowMs: () => performance.now(),
      nameOf: (path) => names.get(basename(path)) ?? basename(path),
    });
    const made = row.model_id === null ? null : await this.models.find(row.model_id);
    const model = made ?? (await this.train(row, { pictures: named, tracker, signal }));
    await this.log.record(row.id, { phase: 'embedding' }, ['state']);
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
    return tracker.finished();
  }

  private async train(row: NamedRunRow, work: TrainingWork): Promise<ModelRow> {
    const id = newId();
    const seen = new SeenPictures();
    const pictures = await this.settlePictures(row.id, work.pictures);
    await mkdir(dirname(this.home.model(id)), { recursive: true });
    try {
      const card = await this.trainFromCheckpoint(row.id, {
        job: this.jobOf(row, id),
        environment: this.config.childEnvironment,
        signal: work.signal,
        onMessage: (message) => {
          seen.take(message);
          return this.tell(row.id, work.tracker.take(message));
        },
        logger: this.logger,
      });
      const model = await this.newModel(row, id, card);
      await this.models.insertTrained(model, { run: row.id, pictures: seen.trained(pictures) });
      return model;
    } catch (error) {
      await rm(this.home.model(id), { recursive: true, force: true });
      throw error;
    }
  }

  /** What was trained on before the run was cut off, or what the gallery has now. */
  private async settlePictures(
    run: string,
    current: readonly LabelledPicture[],
  ): Promise<readonly ManifestEntry[]> {
    const manifest = this.folders.manifestOf(run);
    const before = await readManifest(manifest, this.blobs);
    if (before !== null) {
      return before;
    }
    await this.folders.drop(run);
    checkTrainable(current);
    await writeManifest(manifest, current, this.blobs);
    return current;
  }

  /**
   * A checkpoint that does not fit is of no use: the backend is another one now, or another
   * backbone is there for the preset to take.
   */
  private async trainFromCheckpoint(run: string, options: TrainingProcessOptions) {
    try {
      return await trainInProcess(options);
    } catch (error) {
      const unfit = ['checkpoint_mismatch', 'checkpoint_corrupt'];
      if (!(isUmbraError(error) && unfit.includes(error.code))) {
        throw error;
      }
      this.logger.warn({ err: error, run }, 'a training begins anew');
      await rm(this.folders.checkpointOf(run), { force: true });
      return await trainInProcess(options);
    }
  }

  private jobOf(row: NamedRunRow, model: string): TrainingJob {
    const training =
      row.preset === null
        ? { config: JSON.parse(row.config ?? '{}') as TrainingConfig }
        : { preset: row.preset, ...(row.backbone === null ? {} : { backbone: row.backbone }) };
    const places = {
      manifest: this.folders.manifestOf(row.id),
      outputDirectory: this.home.model(model),
      backbonesDirectory: this.home.backbones,
      cacheDirectory: this.home.cacheOf(row.gallery_id),
      checkpoint: { file: this.folders.checkpointOf(row.id), everySeconds: checkpointSeconds },
    };
    const from =
      row.from_model_id === null ? {} : { from: { directory: this.home.model(row.from_model_id) } };
    return { ...places, ...from, training, seed: row.seed, backend: this.config.backend };
  }

  private async newModel(run: NamedRunRow, id: string, card: ModelCard): Promise<ModelRow> {
    return {
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
  }

  private async tell(run: string, news: RunNews | null): Promise<void> {
    if (news !== null) {
      await this.log.record(run, news.changes, news.events);
    }
  }
}
