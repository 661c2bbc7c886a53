/**
 * A curriculum of hard classes: classes that the last validation mixed up are drawn together, so
 * that their difference is what the batch is about. The rest of a batch is dealt as in P x K, and
 * before the first feedback all of it is.
 */
import type { Random } from '../random/index.js';
import { createDeck } from './deck.js';
import { drawWeighted } from './draw-weighted.js';
import type { ClassSamplerOptions } from './pk-sampler.js';
import type { ClassConfusion, Sampler } from './sampler.js';

interface HardClassSamplerOptions extends ClassSamplerOptions {
  /** Chance of each place after the first to go to a confused class, 0..1. */
  readonly share: number;
}

/** For every class, the classes that it was mixed up with, and how often. */
type Partners = ReadonlyMap<number, ReadonlyMap<number, number>>;

export function hardClassSampler(options: HardClassSamplerOptions): Sampler {
  const { members, images, share, random } = options;
  const pictures = new Map(
    members.map(({ label, indices }) => [label, createDeck(indices, random)] as const),
  );
  const classDeck = createDeck([...pictures.keys()], random);
  const classesPerBatch = Math.min(options.classes, members.length);
  let partners: Partners = new Map();

  const drawClasses = (): Set<number> => {
    const drawn = new Set(classDeck.draw(1));
    while (drawn.size < classesPerBatch) {
      const confused = random.next() < share ? drawPartner(drawn, partners, random) : undefined;
      // A card that is in the batch already, as a partner, counts as dealt.
      for (const label of confused === undefined ? classDeck.draw(1) : [confused]) {
        drawn.add(label);
      }
    }
    return drawn;
  };

  return {
    next: () =>
      Int32Array.from(
        [...drawClasses()].flatMap((label) => pictures.get(label)?.draw(images) ?? []),
      ),
    feedback: (confusions) => {
      partners = partnersOf(
        confusions.filter(({ label, takenFor }) => {
          return label !== takenFor && pictures.has(label) && pictures.has(takenFor);
        }),
      );
    },
  };
}

/** Mistakes count both ways: a nut taken for a washer makes the two partners. */
function partnersOf(confusions: readonly ClassConfusion[]): Partners {
  const partners = new Map<number, Map<number, number>>();
  const add = (label: number, other: number, count: number): void => {
    const row = partners.get(label) ?? new Map<number, number>();
    partners.set(label, row.set(other, (row.get(other) ?? 0) + count));
  };
  for (const { label, takenFor, count } of confusions) {
    add(label, takenFor, count);
    add(takenFor, label, count);
  }
  return partners;
}

/** A class that was mixed up with the drawn ones, in proportion to how often; else undefined. */
function drawPartner(
  drawn: ReadonlySet<number>,
  partners: Partners,
  random: Random,
): number | undefined {
  const weights = new Map<number, number>();
  for (const label of drawn) {
    for (const [other, count] of partners.get(label) ?? []) {
      if (!drawn.has(other)) {
        weights.set(other, (weights.get(other) ?? 0) + count);
      }
    }
  }
  return [...weights.keys()][drawWeighted([...weights.values()], random)];
}
