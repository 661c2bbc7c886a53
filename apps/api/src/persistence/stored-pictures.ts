import { Injectable } from '@nestjs/common';
import type { Picture } from '../http/picture.js';
import { Blobs } from './blobs.js';
import { Thumbnails, thumbnailSize } from './thumbnails.js';

/** Stored files as they are, or as previews. */
@Injectable()
export class StoredPictures {
  constructor(
    private readonly blobs: Blobs,
    private readonly thumbnails: Thumbnails,
  ) {}

  of(
    { sha256, format }: { readonly sha256: string; readonly format: string },
    size: number | undefined,
  ): Picture {
    return size === undefined
      ? { tag: sha256, mediaType: `image/${format}`, read: () => this.blobs.read(sha256) }
      : {
          tag: `${sha256}-${thumbnailSize(size)}`,
          mediaType: 'image/webp',
          read: () => this.thumbnails.read(sha256, size),
        };
  }
}
