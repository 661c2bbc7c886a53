/**
 * Batches for unequal classes, drawn by chance: a class of n pictures in proportion to n^q (Kang et
 * al., "Decoupling Representation and Classifier for Long-Tailed Recognition", arXiv 1910.09217,
 * section 3). q = 1 shows every picture equally often and the large classes most, q = 0 every class
 * equally often and the pictures of small ones many times over, q = 1/2 stands between.
 */
import { createDeck } from './deck.js';
import { drawWeighted } from './draw-weighted.js';
import type { ClassSamplerOptions } from './pk-sampler.js';
import type { Sampler } from './sampler.js';
import type { ProportionalSampling } from './sampling-config.js';

interface ProportionalSamplerOptions extends ClassSamplerOptions {
  readonly kind: ProportionalSampling;
}

const exponents: Readonly<Record<ProportionalSampling, number>> = {
  'class-balanced': 0,
  'square-root': 0.5,
  'instance-balanced': 1,
};

/**
 * Every draw is independent of the others, so a class may come up twice in a batch; but where there
 * are two classes a batch never holds one alone, which no loss could learn from: its last draw then
 * goes to the others, in the same proportions.
 */
export function proportionalSampler(options: ProportionalSamplerOptions): Sampler {
  const { kind, members, classes, images, random } = options;
  const pictures = members.map(({ indices }) => createDeck(indices, random));
  const weights = members.map(({ indices }) => indices.length ** exponents[kind]);
  const drawClasses = (): number[] => {
    const drawn = Array.from({ length: classes }, () => drawWeighted(weights, random));
    const [first] = drawn as [number];
    if (members.length > 1 && drawn.every((at) => at === first)) {
      drawn[classes - 1] = drawWeighted(weights.with(first, 0), random);
    }
    return drawn;
  };
  return {
    next: () => Int32Array.from(drawClasses().flatMap((at) => pictures[at]?.draw(images) ?? [])),
    feedback: () => undefined,
  };
}
