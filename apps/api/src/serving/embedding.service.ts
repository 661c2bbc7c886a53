import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { decodeImage } from '@umbra/core/image';
import { EmbeddingMetrics } from '../metrics/embedding-metrics.js';
import type { PictureInput } from '../models/model-facts.js';
import type { ServedModel } from '../models/served-model.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import { EmbeddingThread } from './embedding-thread.js';

/** @throws UmbraError `conflict` for a model that embeds no pictures */
export function pictureInput({ input }: ServedModel): PictureInput {
  if (input === null) {
    const message = 'This gallery holds vectors of your own, and no model that embeds pictures.';
    throw new UmbraError('conflict', `${message} Send a \`vector\` instead.`);
  }
  return input;
}

/** Picture files in, vectors out: decoded by sharp's own threads, embedded by ours. */
@Injectable()
export class EmbeddingService {
  constructor(
    private readonly thread: EmbeddingThread,
    private readonly metrics: EmbeddingMetrics,
  ) {}

  /** @throws UmbraError `damaged_image` and the other refusals of core's image door. */
  async embedPicture(model: ServedModel, bytes: Uint8Array): Promise<EmbeddedBatch> {
    const pixels = await decodeImage(bytes, pictureInput(model)); // [H, W, C]
    return this.metrics.measure(1, () => this.thread.embed(model, pixels, 1));
  }

  /** `pictures` are pixels `[H, W, C]` of one size. */
  embedDecoded(model: ServedModel, pictures: readonly Uint8Array[]): Promise<EmbeddedBatch> {
    const { width, height, channels } = pictureInput(model);
    const length = width * height * channels;
    const pixels = new Uint8Array(pictures.length * length); // [N, H, W, C]
    for (const [at, picture] of pictures.entries()) {
      pixels.set(picture, at * length);
    }
    const count = pictures.length;
    return this.metrics.measure(count, () => this.thread.embed(model, pixels, count));
  }
}
