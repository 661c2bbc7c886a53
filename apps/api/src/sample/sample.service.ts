import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { ExamplesRepository } from '../examples/examples.repository.js';
import { ExamplesService } from '../examples/examples.service.js';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { GalleriesService } from '../galleries/galleries.service.js';
import { ItemsRepository } from '../items/items.repository.js';
import { ItemsService } from '../items/items.service.js';
import { failureOf, Interruption, interruptionOf } from '../jobs/interruption.js';
import { LOGGER } from '../logger.js';
import { sha256Of } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import { Settings } from '../persistence/settings.js';
import type { GalleryRow } from '../persistence/tables.js';
import { ActiveWork } from '../training-runs/active-work.js';
import type { TrainingRun } from '../training-runs/training-runs.schema.js';
import { TrainingRunsService } from '../training-runs/training-runs.service.js';
import type { Sample } from './sample.schema.js';
import { drawSampleParts } from './sample-drawing.js';
import { listPictures, type SamplePicture } from './sample-pictures.js';
import { sampleTraining } from './sample-training.js';

const heldOutPerKind = 4;
const filedAtOnce = 4;
const nothing: Sample = { state: 'none', done: 0, total: 0, gallery: null, run: null, error: null };

/**
 * Fills an empty home with something to look at: draws parts, files them, holds some back, and
 * trains. Each step sees what is done already, so that one that was cut off goes on at the next
 * start.
 */
@Injectable()
export class SampleService {
  #sample: Sample = nothing;
  #working: Promise<void> = Promise.resolve();
  readonly #abort = new AbortController();

  constructor(
    private readonly settings: Settings,
    private readonly galleryRows: GalleriesRepository,
    private readonly galleries: GalleriesService,
    private readonly itemRows: ItemsRepository,
    private readonly items: ItemsService,
    private readonly exampleRows: ExamplesRepository,
    private readonly examples: ExamplesService,
    private readonly runs: TrainingRunsService,
    private readonly work: ActiveWork,
    private readonly home: Home,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  describe(): Sample {
    return this.#sample;
  }

  /** Begins or goes on where a sample is wanted and the home is empty. */
  async start(isWanted: boolean): Promise<void> {
    const saved = await this.settings.read<Partial<Sample>>('sample');
    const isEmpty = saved === null && (await this.galleryRows.count()) === 0;
    this.#sample = { ...nothing, ...saved };
    const isUnfinished = ['drawing', 'importing', 'training'].includes(this.#sample.state);
    if (isWanted && (isEmpty || isUnfinished)) {
      this.#working = this.make().catch((error: unknown) => this.settle(error));
    } else if (isUnfinished) {
      this.#sample = nothing;
    }
  }

  /** What is cut off now goes on at the next start. */
  async close(): Promise<void> {
    this.#abort.abort(new Interruption('stopped'));
    await this.#working;
  }

  private async make(): Promise<void> {
    const { signal } = this.#abort;
    await this.enter({ state: 'drawing' });
    const drawn = join(this.home.sample, 'drawn');
    if (!existsSync(drawn)) {
      await drawSampleParts({
        directory: drawn,
        heldOutPerKind,
        environment: this.config.childEnvironment,
        signal,
        onProgress: (done, total) => this.progress(done, total),
      });
    }
    const gallery = await this.openGallery();
    await this.enter({ state: 'importing', gallery: gallery.id });
    await this.importPictures(gallery, drawn);
    await this.train(gallery);
    await rm(this.home.sample, { recursive: true, force: true });
    await this.enter({ state: 'ready' });
  }

  private async openGallery(): Promise<GalleryRow> {
    const known =
      this.#sample.gallery === null ? null : await this.galleryRows.find(this.#sample.gallery);
    return (
      known ??
      this.galleries.open({
        name: 'sample-parts',
        description: 'Machined parts, drawn by Umbra itself to try things out with.',
      })
    );
  }

  private async importPictures(gallery: GalleryRow, drawn: string): Promise<void> {
    const parts = await listPictures(join(drawn, 'parts'));
    const heldOut = await listPictures(join(drawn, 'held-out'));
    const total = parts.length + heldOut.length;
    let done = 0;
    const step = async (work: () => Promise<void>) => {
      this.#abort.signal.throwIfAborted();
      await work();
      done += 1;
      this.progress(done, total);
    };
    for (let at = 0; at < parts.length; at += filedAtOnce) {
      const group = parts.slice(at, at + filedAtOnce);
      await Promise.all(group.map((part) => step(() => this.filePart(gallery, part))));
    }
    for (const picture of heldOut) {
      await step(() => this.holdBack(gallery, picture));
    }
  }

  private async filePart(gallery: GalleryRow, { path, label, name }: SamplePicture): Promise<void> {
    if (!(await this.itemRows.hasExternalId(gallery.id, name))) {
      await this.items.file(gallery, await readFile(path), { label, externalId: name }, null);
    }
  }

  private async holdBack(gallery: GalleryRow, { path, label }: SamplePicture): Promise<void> {
    const bytes = await readFile(path);
    if (!(await this.exampleRows.has(gallery.id, sha256Of(bytes)))) {
      await this.examples.hold(gallery.id, { bytes, label });
    }
  }

  /** A run that a stop cut off goes on by itself; one that waits already is taken for ours. */
  private async train(gallery: GalleryRow): Promise<void> {
    const { run: before } = this.#sample;
    if (before !== null && (await this.runs.outcome(before))?.state === 'succeeded') {
      return;
    }
    const active = await this.work.activeRun(gallery.id);
    const run = active ?? (await this.beginTraining(gallery)).id;
    await this.enter({ state: 'training', run });
    const { state, error } = await this.runs.ended(run, this.#abort.signal);
    if (state !== 'succeeded') {
      throw new UmbraError('training_failed', error?.message ?? 'The training was cancelled.');
    }
  }

  private beginTraining(gallery: GalleryRow): Promise<TrainingRun> {
    const { seed } = sampleTraining;
    const body = { config: { ...sampleTraining }, promote: 'auto', seed } as const;
    return this.runs.start(gallery, body, null);
  }

  private async settle(error: unknown): Promise<void> {
    if (interruptionOf(error) === 'stopped') {
      return;
    }
    this.logger.warn({ err: error }, 'the sample gallery could not be made');
    await this.enter({ state: 'failed', error: failureOf(error).error_message });
  }

  private async enter(changes: Partial<Sample>): Promise<void> {
    this.#sample = { ...this.#sample, done: 0, total: 0, ...changes };
    await this.settings.write('sample', this.#sample);
  }

  private progress(done: number, total: number): void {
    this.#sample = { ...this.#sample, done, total };
  }
}
