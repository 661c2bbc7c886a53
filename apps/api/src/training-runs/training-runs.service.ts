import { Injectable, StreamableFile } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { AuditRepository } from '../audit/audit.repository.js';
import type { Author } from '../audit/record-audit.js';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { assertSeen, type Caller, maySee } from '../http/caller.js';
import { type Page, pageOf } from '../http/list.schema.js';
import { ItemsRepository } from '../items/items.repository.js';
import { ModelsService } from '../models/models.service.js';
import { newId } from '../persistence/ids.js';
import { isUniqueViolation } from '../persistence/sqlite-errors.js';
import type { GalleryRow, TrainingRunRow } from '../persistence/tables.js';
import { RunLog } from './run-log.js';
import { isOver, type NamedRunRow, noProgress, toTrainingRun } from './run-mapping.js';
import { runStream } from './run-stream.js';
import { checkTrainable } from './training-data.js';
import { TrainingQueue } from './training-queue.js';
import { TrainingRunsRepository } from './training-runs.repository.js';
import type { RunQuery, Train, TrainingRun } from './training-runs.schema.js';

@Injectable()
export class TrainingRunsService {
  constructor(
    private readonly runs: TrainingRunsRepository,
    private readonly log: RunLog,
    private readonly queue: TrainingQueue,
    private readonly items: ItemsRepository,
    private readonly galleries: GalleriesRepository,
    private readonly models: ModelsService,
    private readonly audit: AuditRepository,
  ) {}

  async train(caller: Caller, gallery: GalleryRow, body: Train): Promise<TrainingRun> {
    if (body.config !== undefined) {
      await checkConfig(body.config);
    }
    if (body.from === undefined) {
      return this.start(gallery, body, caller);
    }
    const from = await this.models.toTrainOn(caller, gallery, body.from);
    return this.start(gallery, { ...body, from }, caller);
  }

  /** The same with a configuration that is known to be right: for the sample gallery. */
  async start(gallery: GalleryRow, body: Train, by: Author | null): Promise<TrainingRun> {
    checkTrainable(await this.items.labelled(gallery.id));
    if (body.promote === 'auto' && (await this.items.countWithoutPicture(gallery.id)) > 0) {
      const message = 'The new model could not serve the items that were filed by their vectors.';
      throw new UmbraError('conflict', `${message} Train with "promote": "manual".`);
    }
    const row = newRun(gallery.id, body);
    await onlyOneActive(() => this.log.open(row, by));
    this.queue.wake();
    return toTrainingRun(await this.find(row.id));
  }

  async list(caller: Caller, query: RunQuery): Promise<Page<TrainingRun>> {
    const galleries =
      query.gallery === undefined
        ? caller.galleries
        : [await this.galleryId(caller, query.gallery)];
    const rows = await this.runs.page(query, galleries);
    const total = await this.runs.count(galleries);
    return pageOf(rows, { limit: query.limit, total, map: toTrainingRun });
  }

  async get(caller: Caller, id: string): Promise<TrainingRun> {
    const row = await this.find(id);
    assertSeen(caller, row.gallery_id, 'such training run');
    return toTrainingRun(row);
  }

  async cancel(caller: Caller, id: string): Promise<TrainingRun> {
    const { gallery } = await this.get(caller, id);
    await this.audit.record(caller, { action: 'training.cancel', gallery, target: id });
    await this.queue.cancel(id);
    return this.get(caller, id);
  }

  async events(caller: Caller, id: string, last: number | string | undefined) {
    await this.get(caller, id);
    const after = Number(last ?? 0);
    const stream = runStream({
      run: id,
      after: Number.isSafeInteger(after) && after > 0 ? after : 0,
      log: this.log,
      runs: this.runs,
    });
    return new StreamableFile(stream, { type: 'text/event-stream' });
  }

  /** A run without a caller: for the sample gallery. */
  async outcome(id: string): Promise<TrainingRun | null> {
    const row = await this.runs.find(id);
    return row === null ? null : toTrainingRun(row);
  }

  /** The run when it is over. @throws what `signal` was aborted with */
  async ended(id: string, signal: AbortSignal): Promise<TrainingRun> {
    for (;;) {
      const change = this.log.next(id, { timeoutMs: 60_000, signal });
      const run = toTrainingRun(await this.find(id));
      signal.throwIfAborted();
      if (isOver(run)) {
        return run;
      }
      await change;
    }
  }

  private async find(id: string): Promise<NamedRunRow> {
    const row = await this.runs.find(id);
    if (row === null) {
      throw new UmbraError('not_found', 'There is no such training run.');
    }
    return row;
  }

  private async galleryId(caller: Caller, reference: string): Promise<string> {
    const gallery = await this.galleries.find(reference);
    if (gallery === null || !maySee(caller, gallery.id)) {
      throw new UmbraError('not_found', 'There is no such gallery.');
    }
    return gallery.id;
  }
}

/**
 * Loads core's training door, and TensorFlow.js with it, only for who brings a configuration of his
 * own.
 */
async function checkConfig(config: Record<string, unknown>): Promise<void> {
  const { checkTrainingConfig } = await import('@umbra/core/training');
  checkTrainingConfig(config);
}

/**
 * A gallery has one run that is queued or running; where two are asked for at once, the unique
 * index decides.
 */
async function onlyOneActive(open: () => Promise<void>): Promise<void> {
  try {
    await open();
  } catch (error) {
    if (isUniqueViolation(error)) {
      const message = 'A training run of this gallery is queued or running already.';
      throw new UmbraError('conflict', message, { cause: error });
    }
    throw error;
  }
}

function newRun(gallery: string, body: Train): TrainingRunRow {
  const { config, promote, seed } = body;
  return {
    id: newId(),
    gallery_id: gallery,
    state: 'queued',
    phase: 'queued',
    preset: config === undefined ? (body.preset ?? 'balanced') : null,
    backbone: body.backbone ?? null,
    from_model_id: body.from ?? null,
    promote,
    seed,
    config: config === undefined ? null : JSON.stringify(config),
    progress: JSON.stringify(noProgress),
    metrics: null,
    backend: null,
    model_id: null,
    error_code: null,
    error_message: null,
    skipped: 0,
    attempts: 0,
    retry_at: null,
    created_at: new Date().toISOString(),
    started_at: null,
    finished_at: null,
  };
}
