import { Injectable } from '@nestjs/common';
import type { EmbeddedBatch } from './embedding-protocol.js';

/** Of 4,096 numbers each, more than any model gives, these are 16 MB; usually 1 or 2. */
const knownMax = 1024;

/** A picture's file by its content, and the model that embeds it. */
export interface EmbeddedPicture {
  readonly sha256: string;
  readonly model: string;
}

/**
 * What pictures were embedded to lately, or are being embedded to: a picture that comes twice is
 * computed once. Its content and the model say all that its vectors depend on.
 */
@Injectable()
export class KnownVectors {
  readonly #known = new Map<string, Promise<EmbeddedBatch>>();

  /** Asks `compute` unless it was asked before; what it refuses is not kept. */
  of(
    { sha256, model }: EmbeddedPicture,
    compute: () => Promise<EmbeddedBatch>,
  ): { readonly vectors: Promise<EmbeddedBatch>; readonly isKnown: boolean } {
    const key = `${sha256} ${model}`;
    const known = this.#known.get(key);
    const vectors = known ?? compute();
    this.#known.delete(key);
    this.#known.set(key, vectors); // now the last in the map's order: the most recently used
    this.#makeRoom();
    if (known === undefined) {
      vectors.catch(() => {
        if (this.#known.get(key) === vectors) {
          this.#known.delete(key);
        }
      });
    }
    return { vectors, isKnown: known !== undefined };
  }

  /** For pictures that were deleted: nothing of them stays. */
  forget(files: readonly string[]): void {
    const gone = new Set(files);
    for (const key of this.#known.keys()) {
      const [sha256 = ''] = key.split(' ');
      if (gone.has(sha256)) {
        this.#known.delete(key);
      }
    }
  }

  #makeRoom(): void {
    for (const key of this.#known.keys()) {
      if (this.#known.size <= knownMax) {
        return;
      }
      this.#known.delete(key);
    }
  }
}
