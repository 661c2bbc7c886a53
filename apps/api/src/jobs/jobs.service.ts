import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { AuditRepository } from '../audit/audit.repository.js';
import { assertSeen, type Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import type { Promote } from '../models/models.schema.js';
import { ModelsService } from '../models/models.service.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow, JobRow } from '../persistence/tables.js';
import { JobQueue, type PromoteInput } from './job-queue.js';
import { JobsRepository } from './jobs.repository.js';
import type { Job } from './jobs.schema.js';

@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobsRepository,
    private readonly queue: JobQueue,
    private readonly models: ModelsService,
    private readonly audit: AuditRepository,
  ) {}

  async promote(caller: Caller, gallery: GalleryRow, body: Promote): Promise<Job> {
    const { model = gallery.model_id, rerank } = body;
    await this.models.served(caller, model);
    if (gallery.model_id === model && (rerank ?? gallery.rerank) === gallery.rerank) {
      throw new UmbraError('conflict', 'This model serves the gallery already.');
    }
    const row: JobRow = {
      id: newId(),
      kind: 'promote',
      gallery_id: gallery.id,
      input: JSON.stringify({ model, rerank } satisfies PromoteInput),
      state: 'queued',
      done: 0,
      total: 0,
      error_code: null,
      error_message: null,
      result: null,
      created_at: new Date().toISOString(),
      finished_at: null,
    };
    await this.jobs.insert(row, caller);
    this.queue.wake();
    return toJob(row);
  }

  /** Back to the model that served before; its vectors were kept. */
  async rollback(caller: Caller, gallery: GalleryRow): Promise<Job> {
    if (gallery.previous_model_id === null) {
      throw new UmbraError('conflict', 'No other model has served this gallery before.');
    }
    return this.promote(caller, gallery, { model: gallery.previous_model_id });
  }

  async list(caller: Caller, query: ListQuery): Promise<Page<Job>> {
    const rows = await this.jobs.page(query, caller.galleries);
    const total = await this.jobs.count(caller.galleries);
    return pageOf(rows, { limit: query.limit, total, map: toJob });
  }

  async get(caller: Caller, id: string): Promise<Job> {
    const row = await this.jobs.find(id);
    assertSeen(caller, row?.gallery_id ?? null, 'such job');
    if (row === null) {
      throw new UmbraError('not_found', 'There is no such job.');
    }
    return toJob(row);
  }

  async cancel(caller: Caller, id: string): Promise<Job> {
    const { gallery } = await this.get(caller, id);
    await this.audit.record(caller, { action: 'job.cancel', gallery, target: id });
    await this.queue.cancel(id);
    return this.get(caller, id);
  }
}

function toJob(row: JobRow): Job {
  return {
    id: row.id,
    kind: row.kind,
    gallery: row.gallery_id,
    state: row.state,
    progress: { done: row.done, total: row.total },
    error: workError(row),
    parity: row.result === null ? null : (JSON.parse(row.result) as Job['parity']),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function workError({ error_code, error_message }: JobRow): Job['error'] {
  return error_code === null ? null : { code: error_code, message: error_message ?? '' };
}
