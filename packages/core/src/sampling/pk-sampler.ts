/**
 * P x K batches: P different classes with K pictures each, so that every batch holds triplets and
 * no class drowns the others, however unequal their sizes (Hermans et al., "In Defense of the
 * Triplet Loss", 2017).
 */
import type { Random } from '../random/index.js';
import type { ClassMembers } from './class-members.js';
import { createDeck } from './deck.js';
import type { Sampler } from './sampler.js';

export interface ClassSamplerOptions {
  readonly members: readonly ClassMembers[];
  /** P */
  readonly classes: number;
  /** K */
  readonly images: number;
  readonly random: Random;
}

/**
 * All classes come up before one comes up again, and so do the pictures within a class; a class of
 * fewer than K pictures repeats them. With fewer than P classes every batch holds them all.
 */
export function pkSampler({ members, classes, images, random }: ClassSamplerOptions): Sampler {
  const pictures = members.map(({ indices }) => createDeck(indices, random));
  const classDeck = createDeck(pictures, random);
  const classesPerBatch = Math.min(classes, members.length);
  return {
    next: () =>
      Int32Array.from(classDeck.draw(classesPerBatch).flatMap((deck) => deck.draw(images))),
    feedback: () => undefined,
  };
}
