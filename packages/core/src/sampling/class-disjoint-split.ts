import { UmbraError } from '../errors/index.js';
import type { Random } from '../random/index.js';
import { classMembers } from './class-members.js';
import type { Split } from './split.js';

interface ClassDisjointSplitOptions {
  readonly labels: Int32Array; // [N]
  /** Share of the classes that is held out, 0..1. */
  readonly share: number;
  readonly random: Random;
}

/**
 * Holds out whole classes, so that a measurement on them tells how well the model will do on
 * classes that it has never seen (the protocol of CUB-200, Cars-196 and SOP). The share is rounded,
 * but at least two classes stand on both sides: with one there is nothing to mistake.
 * @throws UmbraError `too_few_classes` for fewer than four classes.
 */
export function classDisjointSplit(options: ClassDisjointSplitOptions): Split {
  const classes = options.random.shuffle(classMembers(options.labels));
  if (classes.length < 4) {
    throw new UmbraError(
      'too_few_classes',
      `Holding out whole classes needs at least 4 of them, and there are ${classes.length}: ` +
        'hold out a share of every class instead.',
    );
  }
  const wanted = Math.round(options.share * classes.length);
  const held = Math.min(Math.max(wanted, 2), classes.length - 2);
  const ascending = (part: typeof classes): Int32Array =>
    Int32Array.from(part.flatMap(({ indices }) => indices)).sort();
  return { train: ascending(classes.slice(held)), heldOut: ascending(classes.slice(0, held)) };
}
