import { Injectable, StreamableFile } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { GalleriesRepository } from '../galleries/galleries.repository.js';
import { type Caller, maySee } from '../http/caller.js';
import { changeStream } from './change-stream.js';
import { ChangeWatch } from './change-watch.js';

@Injectable()
export class EventsService {
  constructor(
    private readonly watch: ChangeWatch,
    private readonly galleries: GalleriesRepository,
  ) {}

  /** @throws UmbraError `not_found` for a gallery that the caller does not see */
  async follow(
    caller: Caller,
    reference: string | undefined,
    last: number | string | undefined,
  ): Promise<StreamableFile> {
    const gallery = reference === undefined ? null : await this.galleryId(caller, reference);
    const after = Number(last);
    const stream = changeStream({
      watch: this.watch,
      after: Number.isSafeInteger(after) ? after : null,
      isWanted: (change) =>
        maySee(caller, change.gallery) && (gallery === null || change.gallery === gallery),
    });
    return new StreamableFile(stream, { type: 'text/event-stream' });
  }

  private async galleryId(caller: Caller, reference: string): Promise<string> {
    const gallery = await this.galleries.find(reference);
    if (gallery === null || !maySee(caller, gallery.id)) {
      throw new UmbraError('not_found', 'There is no such gallery.');
    }
    return gallery.id;
  }
}
