import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { Home } from '../persistence/home.js';
import { type PocReport, pocReportSchema } from './poc-report.schema.js';

export interface PocPlace {
  readonly gallery: string;
  readonly job: string;
}

/** A folder for each search: its list of pictures while it works, its report when it is done. */
@Injectable()
export class PocFiles {
  constructor(private readonly home: Home) {}

  manifestOf(place: PocPlace): string {
    return join(this.folderOf(place), 'manifest.ndjson');
  }

  /** Appears when the report is whole. */
  reportOf(place: PocPlace): string {
    return join(this.folderOf(place), 'report');
  }

  /** @throws UmbraError `not_found` */
  async read(place: PocPlace): Promise<PocReport> {
    const path = join(this.reportOf(place), 'report.json');
    const text = await readFile(path, 'utf8').catch(missing);
    const parsed = pocReportSchema.safeParse(JSON.parse(text));
    if (!parsed.success) {
      const message = 'The report was written by another version of Umbra: start the search again.';
      throw new UmbraError('not_found', message, { cause: parsed.error });
    }
    return parsed.data;
  }

  /** The page. @throws UmbraError `not_found` */
  openPage(place: PocPlace): Promise<FileHandle> {
    return open(join(this.reportOf(place), 'index.html')).catch(missing);
  }

  async drop(place: PocPlace): Promise<void> {
    await rm(this.folderOf(place), { recursive: true, force: true });
  }

  /** Whatever is there but the report. */
  async dropWork(place: PocPlace): Promise<void> {
    const folder = this.folderOf(place);
    for (const name of await readdir(folder).catch(() => [])) {
      if (name !== 'report') {
        await rm(join(folder, name), { recursive: true, force: true });
      }
    }
  }

  private folderOf({ gallery, job }: PocPlace): string {
    return join(this.home.pocsOf(gallery), job);
  }
}

function missing(cause: unknown): never {
  throw new UmbraError('not_found', 'There is no such report in this gallery.', { cause });
}
