import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { archiveKind } from '@umbra/core/archive';
import { UmbraError } from '@umbra/core/errors';
import { Home } from '../persistence/home.js';
import { importLimits } from './import-limits.js';
import type { ImportKind } from './import-source.js';
import { ImportsRepository } from './imports.repository.js';
import { receiveFile, startOf } from './received-file.js';

/** The received files of jobs, each in a folder of its own until its job has ended. */
@Injectable()
export class ImportStore {
  constructor(
    private readonly home: Home,
    private readonly imports: ImportsRepository,
  ) {}

  fileOf(job: string): string {
    return join(this.home.import(job), 'file');
  }

  /** Puts a body on the disk and tells what it is. @throws UmbraError `unsupported_media_type` */
  async receive(job: string, body: Readable): Promise<{ kind: ImportKind; bytes: number }> {
    const path = this.fileOf(job);
    const bytes = await receiveFile(body, { path, bytesMax: importLimits.bytesMax });
    const start = await startOf(path);
    const kind = archiveKind(start) ?? (isObject(start) ? 'ndjson' : null);
    if (kind === null) {
      await this.drop(job);
      throw new UmbraError(
        'unsupported_media_type',
        'The file is none that can be imported: send a .zip, .tar, .tar.gz or NDJSON.',
      );
    }
    return { kind, bytes };
  }

  async drop(job: string): Promise<void> {
    await rm(this.home.import(job), { recursive: true, force: true });
  }

  /** What a killed process left behind. Only before the first request. */
  async dropAbandoned(): Promise<void> {
    const needed = await this.imports.unfinishedJobs();
    for (const name of await readdir(this.home.imports).catch(() => [])) {
      if (!needed.has(name)) {
        await this.drop(name);
      }
    }
  }
}

/** Whether a text begins with an object, as every line of NDJSON does. */
function isObject(start: Uint8Array): boolean {
  return /^(?:\ufeff)?\s*\{/.test(new TextDecoder().decode(start));
}
