import { Injectable } from '@nestjs/common';
import { Blobs } from './blobs.js';
import { Database } from './database.js';

/** Deletes stored files that nothing refers to any more. */
@Injectable()
export class BlobSweep {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
  ) {}

  async sweep(files: Iterable<string>): Promise<void> {
    for (const sha256 of files) {
      await this.blobs.sweep(sha256, () => this.isReferred(sha256));
    }
  }

  /** What a killed process may have left: half-written files, and files whose item was never acknowledged. */
  async sweepAll(): Promise<void> {
    await this.blobs.clearUnfinished();
    for await (const sha256 of this.blobs.list()) {
      await this.sweep([sha256]);
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
