import { Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import { decodeImage } from '@umbra/core/image';
import { EmbeddingMetrics } from '../metrics/embedding-metrics.js';
import type { PictureInput } from '../models/model-facts.js';
import type { ServedModel } from '../models/served-model.js';
import { sha256Of } from '../persistence/blobs.js';
import type { EmbeddedBatch } from './embedding-protocol.js';
import { EmbeddingQueue } from './embedding-queue.js';
import { KnownVectors } from './known-vectors.js';
import { VectorsRepository } from './vectors.repository.js';

/** @throws UmbraError `conflict` for a model that embeds no pictures */
export function pictureInput({ input }: ServedModel): PictureInput {
  if (input === null) {
    const message = 'This gallery holds vectors of your own, and no model that embeds pictures.';
    throw new UmbraError('conflict', `${message} Send a \`vector\` instead.`);
  }
  return input;
}

/** For whom pictures are embedded: what the gallery holds already is not computed again. */
export interface Embedding {
  readonly gallery: string;
  readonly model: ServedModel;
}

export interface DecodedPicture {
  readonly sha256: string;
  readonly pixels: Uint8Array; // [H, W, C]
}

interface WantedPicture {
  readonly sha256: string;
  readonly decode: () => Promise<Uint8Array>;
}

/**
 * Picture files in, vectors out: decoded by sharp's own threads, embedded by ours. A picture whose
 * vectors are known, are just being computed or lie in the gallery is not embedded again.
 */
@Injectable()
export class EmbeddingService {
  constructor(
    private readonly queue: EmbeddingQueue,
    private readonly known: KnownVectors,
    private readonly stored: VectorsRepository,
    private readonly metrics: EmbeddingMetrics,
  ) {}

  /** @throws UmbraError `damaged_image` and the other refusals of core's image door. */
  async embedPicture(embedding: Embedding, bytes: Uint8Array): Promise<EmbeddedBatch> {
    const input = pictureInput(embedding.model);
    const decode = () => decodeImage(bytes, input);
    return this.vectorsOf(embedding, { sha256: sha256Of(bytes), decode });
  }

  /** Pictures as `decodeImage` gives them for the model's input; their vectors in their order. */
  embedDecoded(
    embedding: Embedding,
    pictures: readonly DecodedPicture[],
  ): Promise<EmbeddedBatch[]> {
    const vectors = pictures.map(({ sha256, pixels }) =>
      this.vectorsOf(embedding, { sha256, decode: async () => pixels }),
    );
    return Promise.all(vectors);
  }

  private vectorsOf(embedding: Embedding, picture: WantedPicture): Promise<EmbeddedBatch> {
    const wanted = { sha256: picture.sha256, model: embedding.model.id };
    const { vectors, isKnown } = this.known.of(wanted, () => this.findOrEmbed(embedding, picture));
    if (isKnown) {
      this.metrics.countReused('cache');
    }
    return vectors;
  }

  private async findOrEmbed(
    { gallery, model }: Embedding,
    { sha256, decode }: WantedPicture,
  ): Promise<EmbeddedBatch> {
    const stored = await this.stored.ofPicture({ gallery, model: model.id }, sha256);
    // One that came in from outside may have a shadow only.
    if (stored !== null && stored.embeddings.length === model.embeddingDimension) {
      this.metrics.countReused('gallery');
      return stored;
    }
    const pixels = await decode();
    return this.metrics.measure(() => this.queue.embed(model, pixels));
  }
}
