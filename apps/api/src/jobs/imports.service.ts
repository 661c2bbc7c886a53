import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { z } from 'zod';
import type { Caller } from '../http/caller.js';
import { type ListQuery, type Page, pageOf } from '../http/list.schema.js';
import { ImportStore } from '../imports/import-store.js';
import { ImportsRepository } from '../imports/imports.repository.js';
import type { importRefusalSchema } from '../imports/imports.schema.js';
import { newId } from '../persistence/ids.js';
import type { GalleryRow } from '../persistence/tables.js';
import type { GalleryImportInput } from '../transfer/gallery-import-work.js';
import type { Job } from './jobs.schema.js';
import { JobsService } from './jobs.service.js';

type ImportRefusal = z.infer<typeof importRefusalSchema>;

@Injectable()
export class ImportsService {
  constructor(
    private readonly jobs: JobsService,
    private readonly store: ImportStore,
    private readonly imports: ImportsRepository,
  ) {}

  /** The job is queued when all of the body is on the disk. */
  async start(caller: Caller, gallery: GalleryRow, body: Readable): Promise<Job> {
    const id = newId();
    const input = await this.store.receive(id, body);
    try {
      return await this.jobs.queue(caller, { id, kind: 'import', gallery: gallery.id, input });
    } catch (error) {
      await this.store.drop(id);
      throw error;
    }
  }

  /** The same for a whole gallery, which is there when the job has succeeded. */
  async startGallery(caller: Caller, name: string | null, body: Readable): Promise<Job> {
    if (caller.galleries !== null) {
      throw new UmbraError('forbidden', 'This key is bound to its galleries and makes no others.');
    }
    const id = newId();
    const { kind } = await this.store.receive(id, body);
    const input: GalleryImportInput = { gallery: newId(), model: newId(), name };
    try {
      if (kind !== 'tar') {
        const message = 'The file is no exported gallery: send what an export answered.';
        throw new UmbraError('unsupported_media_type', message);
      }
      return await this.jobs.queue(caller, { id, kind: 'import-gallery', gallery: null, input });
    } catch (error) {
      await this.store.drop(id);
      throw error;
    }
  }

  async refusals(caller: Caller, job: string, query: ListQuery): Promise<Page<ImportRefusal>> {
    await this.jobs.get(caller, job);
    const rows = await this.imports.refusals(job, query);
    const total = await this.imports.countRefusals(job);
    return pageOf(
      rows.map(({ job_id: _, ...refusal }) => ({ ...refusal, id: String(refusal.position) })),
      { limit: query.limit, total, map: ({ id: _, ...refusal }) => refusal },
    );
  }
}
