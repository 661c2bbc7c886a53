import { Injectable, StreamableFile } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Caller } from '../http/caller.js';
import { type ListQuery, pageOf } from '../http/list.schema.js';
import { ItemsRepository } from '../items/items.repository.js';
import { JobsRepository } from '../jobs/jobs.repository.js';
import type { Job } from '../jobs/jobs.schema.js';
import { JobsService } from '../jobs/jobs.service.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow } from '../persistence/tables.js';
import { checkTrainable } from '../training-runs/training-data.js';
import type { PocList, PocSummary, StartPoc } from './poc.schema.js';
import { PocFiles } from './poc-files.js';
import type { PocReport } from './poc-report.schema.js';

@Injectable()
export class PocService {
  constructor(
    private readonly jobs: JobsService,
    private readonly rows: JobsRepository,
    private readonly items: ItemsRepository,
    private readonly files: PocFiles,
  ) {}

  async start(caller: Caller, gallery: GalleryRow, input: StartPoc): Promise<Job> {
    checkTrainable(await this.items.labelled(gallery.id));
    if (await this.rows.isActive({ kind: 'poc', gallery: gallery.id })) {
      const message = 'A proof of concept of this gallery is queued or running already.';
      throw new UmbraError('conflict', `${message} Cancel it or wait for it first.`);
    }
    return this.jobs.queue(caller, { id: newId(), kind: 'poc', gallery: gallery.id, input });
  }

  async list(gallery: GalleryRow, query: ListQuery): Promise<PocList> {
    const of = { kind: 'poc', gallery: gallery.id } as const;
    const rows = await this.rows.succeeded(of, query);
    const total = await this.rows.countSucceeded(of);
    return pageOf(rows, {
      limit: query.limit,
      total,
      map: ({ id, created_at, finished_at, result }) => ({
        job: id,
        createdAt: created_at,
        finishedAt: finished_at ?? created_at,
        summary: JSON.parse(result ?? 'null') as PocSummary,
      }),
    });
  }

  async report(gallery: GalleryRow, job: string): Promise<PocReport> {
    return this.files.read(await this.placeOf(gallery, job));
  }

  async page(gallery: GalleryRow, job: string): Promise<StreamableFile> {
    const file = await this.files.openPage(await this.placeOf(gallery, job));
    return new StreamableFile(file.createReadStream(), {
      type: 'text/html; charset=utf-8',
      disposition: `inline; filename="${gallery.name}-poc.html"`,
      length: (await file.stat()).size,
    });
  }

  /** The id becomes a path: only one that is known may. */
  private async placeOf(gallery: GalleryRow, id: string) {
    const row = await this.rows.find(id);
    if (row?.gallery_id !== gallery.id || row.kind !== 'poc') {
      throw new UmbraError('not_found', 'There is no such report in this gallery.');
    }
    if (row.state === 'queued' || row.state === 'running') {
      throw new UmbraError('not_found', 'The report is not there yet: the job is still at work.');
    }
    return { gallery: gallery.id, job: row.id };
  }
}
