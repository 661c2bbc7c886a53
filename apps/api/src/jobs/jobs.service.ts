import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { AuditRepository } from '../audit/audit.repository.js';
import { assertScope, assertSeen, type Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import type { Promote } from '../models/models.schema.js';
import { ModelsService } from '../models/models.service.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow, JobRow } from '../persistence/tables.js';
import { JobQueue } from './job-queue.js';
import { JobsRepository } from './jobs.repository.js';
import type { Job, JobKind } from './jobs.schema.js';
import type { PromoteInput } from './promotion-work.js';

interface NewJob {
  readonly id: string;
  readonly kind: JobKind;
  readonly gallery: string | null;
  readonly input: object;
}

/** What a key needs to start or cancel each kind. */
const scopeOf = { promote: 'train', import: 'write', 'import-gallery': 'write' } as const;
/** What the audit log calls the start of each kind. */
const startOf = {
  promote: 'promotion.start',
  import: 'import.start',
  'import-gallery': 'gallery.import',
} as const;

@Injectable()
export class JobsService {
  constructor(
    private readonly jobs: JobsRepository,
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
    const row: JobRow = {
      id,
      kind,
      gallery_id: gallery,
      input: JSON.stringify(input),
      state: 'queued',
      done: 0,
      total: 0,
      error_code: null,
      error_message: null,
      result: null,
      created_at: new Date().toISOString(),
      finished_at: null,
      checkpoint: null,
    };
    await this.jobs.insert(row, caller, startOf[kind]);
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

  async cancel(caller: Caller, id: string): Promise<Job> {
    const { gallery, kind } = await this.get(caller, id);
    assertScope(caller, scopeOf[kind]);
    await this.audit.record(caller, { action: 'job.cancel', gallery, target: id });
    await this.works.cancel({ id, kind });
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
    parity: row.kind === 'promote' ? (parsed(row.result) as Job['parity']) : null,
    import: row.kind === 'import' ? importReport(row) : null,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** An import's checkpoint tells as much as its result, and earlier. */
function importReport({ checkpoint }: JobRow): Job['import'] {
  return (parsed(checkpoint) as Job['import']) ?? nothingYet;
}

const nothingYet = { added: 0, replaced: 0, unchanged: 0, refused: 0 };

function parsed(json: string | null): unknown {
  return json === null ? null : JSON.parse(json);
}

function workError({ error_code, error_message }: JobRow): Job['error'] {
  return error_code === null ? null : { code: error_code, message: error_message ?? '' };
}
