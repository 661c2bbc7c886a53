import { Injectable } from '@nestjs/common';
import { decodeImage } from '@umbra/core/image';
import type { ServedModel } from '../models/served-model.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import { EmbeddingThread } from './embedding-thread.js';

/** Picture files in, vectors out: decoded by sharp's own threads, embedded by ours. */
@Injectable()
export class EmbeddingService {
  constructor(private readonly thread: EmbeddingThread) {}

  /** @throws UmbraError `damaged_image` and the other refusals of core's image door. */
  async embedPicture(model: ServedModel, bytes: Uint8Array): Promise<EmbeddedBatch> {
    const pixels = await decodeImage(bytes, model.input); // [H, W, C]
    return this.thread.embed(model, pixels, 1);
  }

  /** `pictures` are pixels `[H, W, C]` of one size. */
  embedDecoded(model: ServedModel, pictures: readonly Uint8Array[]): Promise<EmbeddedBatch> {
    const { width, height, channels } = model.input;
    const length = width * height * channels;
    const pixels = new Uint8Array(pictures.length * length); // [N, H, W, C]
    for (const [at, picture] of pictures.entries()) {
      pixels.set(picture, at * length);
    }
    return this.thread.embed(model, pixels, pictures.length);
  }
}
