import type { Random } from '../random/index.js';
import { classMembers } from './class-members.js';
import type { Split } from './split.js';

interface StratifiedSplitOptions {
  readonly labels: Int32Array; // [N]
  /** Share of every class that is held out, 0..1. */
  readonly share: number;
  readonly random: Random;
}

/**
 * Splits every class by the same share, rounded, but leaves at least one picture on both sides
 * where a class has two or more. The only picture of a class is trained on.
 */
export function stratifiedSplit(options: StratifiedSplitOptions): Split {
  const train: number[] = [];
  const heldOut: number[] = [];
  for (const { indices } of classMembers(options.labels)) {
    const shuffled = options.random.shuffle([...indices]);
    const wanted = Math.round(options.share * shuffled.length);
    const held = shuffled.length < 2 ? 0 : Math.min(Math.max(wanted, 1), shuffled.length - 1);
    heldOut.push(...shuffled.slice(0, held));
    train.push(...shuffled.slice(held));
  }
  return { train: Int32Array.from(train).sort(), heldOut: Int32Array.from(heldOut).sort() };
}
