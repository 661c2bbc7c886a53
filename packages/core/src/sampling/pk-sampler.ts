/**
 * P x K batches: P different classes with K pictures each, so that every batch holds triplets and
 * no class drowns the others, however unequal their sizes (Hermans et al., "In Defense of the
 * Triplet Loss", 2017).
 */
import { invariant } from '../errors/index.js';
import type { Random } from '../random/index.js';
import { classMembers } from './class-members.js';
import { createDeck } from './deck.js';
import type { SamplingConfig } from './sampling-config.js';

interface PkSamplerOptions {
  readonly labels: Int32Array; // [N]
  readonly config: SamplingConfig;
  readonly random: Random;
}

/**
 * Endless batches of indices into `labels` [P * K], class by class. All classes come up before one
 * comes up again, and so do the pictures within a class; a class of fewer than K pictures repeats
 * them. With fewer than P classes every batch holds them all.
 */
export function* pkSampler(options: PkSamplerOptions): Generator<Int32Array, never> {
  const { config, random } = options;
  const classes = classMembers(options.labels).map(({ indices }) => createDeck(indices, random));
  invariant(classes.length > 0, 'a sampler needs pictures');
  const classDeck = createDeck(classes, random);
  const classesPerBatch = Math.min(config.classes, classes.length);
  while (true) {
    const drawn = classDeck.draw(classesPerBatch);
    yield Int32Array.from(drawn.flatMap((pictures) => pictures.draw(config.images)));
  }
}
