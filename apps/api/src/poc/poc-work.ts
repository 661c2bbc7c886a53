import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { CONFIG, type Config } from '../config.js';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { ItemsRepository } from '../items/items.repository.js';
import type { JobControl, JobWork } from '../jobs/job-work.js';
import { LOGGER } from '../logger.js';
import { Blobs } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { JobRow } from '../persistence/tables.js';
import { checkTrainable, writeManifest } from '../training-runs/training-data.js';
import type { PocSummary, StartPoc } from './poc.schema.js';
import { PocFiles, type PocPlace } from './poc-files.js';
import { type PocProcessEvent, pocInProcess } from './poc-process.js';
import type { PocReport } from './poc-report.schema.js';

/** So many pictures that could not be read are named in the log. */
const skippedMax = 20;

/**
 * Lets the trainer search for the vectors, negatives and loss that suit a gallery's pictures. What
 * a stop cut off begins anew: within a time budget there is nothing to go on from.
 */
@Injectable()
export class PocWork implements JobWork {
  constructor(
    private readonly items: ItemsRepository,
    private readonly galleries: GalleriesRepository,
    private readonly files: PocFiles,
    private readonly blobs: Blobs,
    private readonly home: Home,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(row: JobRow, control: JobControl): Promise<PocSummary> {
    const { id: job, gallery_id: gallery } = row;
    invariant(gallery, 'a proof of concept has its gallery');
    const place = { gallery, job };
    const pictures = await this.items.labelled(gallery);
    checkTrainable(pictures);
    await this.files.drop(place); // of an attempt that was cut off
    await writeManifest(this.files.manifestOf(place), pictures, this.blobs);
    try {
      await pocInProcess({
        words: await this.wordsOf(row, place),
        environment: { ...this.config.childEnvironment, UMBRA_HOME: this.home.root },
        signal: control.signal,
        onEvent: followInto(control),
        logger: this.logger,
      });
      return summaryOf(await this.files.read(place));
    } catch (error) {
      await this.files.drop(place);
      throw error;
    } finally {
      await this.files.dropWork(place);
    }
  }

  private async wordsOf({ input }: JobRow, place: PocPlace): Promise<string[]> {
    const { timeBudgetSeconds, memoryBudgetMb } = JSON.parse(input) as StartPoc;
    const name = (await this.galleries.find(place.gallery))?.name ?? place.gallery;
    const how = `umbra.train({ gallery: '${name}', config: report.recommendation.config })`;
    return [
      ...['--data', this.files.manifestOf(place), '--out', this.files.reportOf(place)],
      ...['--name', name, '--train-command', how, '--no-cache'],
      ...['--time-budget', `${timeBudgetSeconds}s`],
      ...(memoryBudgetMb === undefined ? [] : ['--memory-budget', `${memoryBudgetMb}MB`]),
    ];
  }
}

function followInto({ log, onProgress }: JobControl): (event: PocProcessEvent) => Promise<void> {
  let skipped = 0;
  let second = -1;
  return async (event) => {
    switch (event.kind) {
      case 'trained': {
        const share = (100 * event.validationMapAtR).toFixed(1);
        return log(`${event.stage}: ${event.candidate}, MAP@R ${share} % on validation pictures.`);
      }
      case 'training': {
        // Every epoch of every training: more than one a second help nobody.
        const now = Math.min(Math.floor(event.secondsUsed), event.secondsOfBudget);
        const isNew = now !== second;
        second = now;
        return isNew ? onProgress(now, event.secondsOfBudget) : undefined;
      }
      case 'skipped':
        skipped += 1;
        return skipped <= skippedMax ? log(`Left out: ${event.reason}`, 'warn') : undefined;
      default:
        return undefined;
    }
  };
}

function summaryOf({ recommendation, data, budget }: PocReport): PocSummary {
  const { sentence, loss, mining, dimension, figures } = recommendation;
  return {
    ...{ sentence, loss, mining, dimension },
    recallAt1: figures.recallAt1.mean,
    mapAtR: figures.mapAtR.mean,
    pictures: data.pictures,
    classes: data.classes,
    usedSeconds: budget.usedSeconds,
  };
}
