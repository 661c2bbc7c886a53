import { Injectable } from '@nestjs/common';
import { Blobs } from './blobs.js';
import { Database } from './database.js';
import { Thumbnails } from './thumbnails.js';

/** Deletes stored files that nothing refers to any more, and their previews. */
@Injectable()
export class BlobSweep {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly thumbnails: Thumbnails,
  ) {}

  async sweep(files: Iterable<string>): Promise<void> {
    for (const sha256 of files) {
      if (await this.blobs.sweep(sha256, () => this.isReferred(sha256))) {
        await this.thumbnails.drop(sha256);
      }
    }
  }

  /**
   * Files that a killed process left half-written. Only before the first upload: it would lose its
   * file.
   */
  async clearUnfinished(): Promise<void> {
    await this.blobs.clearUnfinished();
    await this.thumbnails.clearUnfinished();
  }

  /** Files whose item was never acknowledged, because the process was killed before. */
  async sweepAll(): Promise<void> {
    for await (const sha256 of this.blobs.list()) {
      await this.sweep([sha256]);
    }
    for (const sha256 of await this.thumbnails.list()) {
      if (!(await this.blobs.has(sha256))) {
        await this.thumbnails.drop(sha256);
      }
    }
  }

  private async isReferred(sha256: string): Promise<boolean> {
    const row = await this.database
      .selectFrom('items')
      .select('sha256')
      .where('sha256', '=', sha256)
      .union(this.database.selectFrom('examples').select('sha256').where('sha256', '=', sha256))
      .executeTakeFirst();
    return row !== undefined;
  }
}
