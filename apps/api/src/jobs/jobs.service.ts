import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { AuditRepository } from '../audit/audit.repository.js';
import { assertScope, assertSeen, type Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import type { Promote } from '../models/models.schema.js';
import { ModelsService } from '../models/models.service.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow } from '../persistence/tables.js';
import { type JobKind, jobKindFacts } from './job-kinds.js';
import { JobLogRepository } from './job-log.repository.js';
import { toJob } from './job-mapping.js';
import { JobQueue } from './job-queue.js';
import { JobsRepository } from './jobs.repository.js';
import type { Job, JobLogLine } from './jobs.schema.js';
import type { PromoteInput } from './promotion-work.js';

interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly gallery: string | null;
  readonly input: object;
}

@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobsRepository,
    private readonly log: JobLogRepository,
    private readonly works: JobQueue,
    private readonly models: ModelsService,
    private readonly audit: AuditRepository,
  ) {}

  async promote(caller: Caller, gallery: GalleryRow, body: Promote): Promise<Job> {
    const { model = gallery.model_id, rerank } = body;
    await this.models.served(caller, model);
    if (gallery.model_id === model && (rerank ?? gallery.rerank) === gallery.rerank) {
      throw new UmbraError('conflict', 'This model serves the gallery already.');
    }
    const input: PromoteInput = { model, rerank };
    const job = { id: newId(), kind: 'promote', gallery: gallery.id, input } as const;
    return this.queue(caller, job);
  }

  async queue(caller: Caller, { id, kind, gallery, input }: NewJob): Promise<Job> {
    const job = {
      id,
      kind,
      gallery_id: gallery,
      input: JSON.stringify(input),
      state: 'queued',
      done: 0,
      total: 0,
      created_at: new Date().toISOString(),
    } as const;
    const row = await this.jobs.insert(job, caller, jobKindFacts[kind].started);
    this.works.wake();
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

  async lines(caller: Caller, id: string, query: ListQuery): Promise<Page<JobLogLine>> {
    await this.get(caller, id);
    const rows = await this.log.page(id, query);
    return pageOf(
      rows.map((row) => ({ ...row, id: String(row.sequence) })),
      {
        limit: query.limit,
        total: await this.log.count(id),
        map: ({ at, level, message }) => ({ at, level, message }),
      },
    );
  }

  async cancel(caller: Caller, id: string): Promise<Job> {
    const { gallery, kind } = await this.get(caller, id);
    assertScope(caller, jobKindFacts[kind].scope);
    await this.audit.record(caller, { action: 'job.cancel', gallery, target: id });
    await this.works.cancel({ id, kind });
    return this.get(caller, id);
  }
}
