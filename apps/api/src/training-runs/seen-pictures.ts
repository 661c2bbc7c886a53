import { basename } from 'node:path';
import type { WorkerMessage } from '@umbra/core/training';
import { inOrder, type ManifestEntry } from './training-data.js';

/** Follows from the messages of a training process what it learns from. */
export class SeenPictures {
  readonly #skipped = new Set<string>();
  #heldOut = new Set<number>();

  take(message: WorkerMessage): void {
    if (message.kind === 'skipped') {
      this.#skipped.add(basename(message.path));
    } else if (message.kind === 'event' && message.event.kind === 'started') {
      this.#heldOut = new Set(message.event.heldOut);
    }
  }

  /** The SHA-256 of every picture that was neither skipped nor held back. */
  trained(pictures: readonly ManifestEntry[]): string[] {
    return inOrder(pictures)
      .map(({ sha256 }) => sha256)
      .filter((sha256) => !this.#skipped.has(sha256))
      .filter((_, position) => !this.#heldOut.has(position));
  }
}
