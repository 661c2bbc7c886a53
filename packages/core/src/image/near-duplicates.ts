/**
 * Pictures that look the same, among many: hashes that differ in few bits, and then thumbnails that
 * agree. Every hash is compared with every other, half a hash first: exact, a few nanoseconds a
 * pair, and never worse than that, whatever the pictures (buckets of hash parts are faster for
 * pictures that differ, and quadratic for a thousand drawings on white).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ImageMeasure, thumbnailSide } from './measure-image.js';
import { countBits } from './perceptual-hash.js';

/** Bits of 64. Chosen on real sets: 8 finds what the thumbnails then confirm, and little else. */
const hashDistanceMax = 8;
/** Correlation of the thumbnails of pictures that people would call the same. */
const correlationMin = 0.95;
/** A picture of one colour has no correlation; two are alike when their grey is. */
const flatDifferenceMax = 4;
/** Comparisons between two turns of the event loop. */
const comparisonsPerTurn = 2 ** 24;

export type Fingerprint = Pick<ImageMeasure, 'hash' | 'thumbnail'>;

/**
 * Groups of two and more, by index: each is alike to another one of its group. For 100,000 pictures
 * it takes some ten seconds and memory for their hashes alone.
 */
export async function nearDuplicates(
  fingerprints: readonly Fingerprint[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const count = fingerprints.length;
  const firstHalves = Uint32Array.from(fingerprints, ({ hash }) => hash[0]);
  const secondHalves = Uint32Array.from(fingerprints, ({ hash }) => hash[1]);
  const groups = disjointGroups(count);
  let comparisons = 0;
  for (let one = 0; one < count; one++) {
    const first = firstHalves[one] as number;
    const second = secondHalves[one] as number;
    for (let other = one + 1; other < count; other++) {
      const half = countBits(first ^ (firstHalves[other] as number));
      if (
        half <= hashDistanceMax &&
        half + countBits(second ^ (secondHalves[other] as number)) <= hashDistanceMax &&
        groups.of(one) !== groups.of(other) &&
        looksAlike(fingerprints[one], fingerprints[other])
      ) {
        groups.join(one, other);
      }
    }
    comparisons += count - one;
    if (comparisons > comparisonsPerTurn) {
      comparisons = 0;
      await nextTurn();
      signal?.throwIfAborted();
    }
  }
  return groups.list();
}

function looksAlike(one: Fingerprint | undefined, other: Fingerprint | undefined): boolean {
  return (
    one !== undefined && other !== undefined && thumbnailsAgree(one.thumbnail, other.thumbnail)
  );
}

function thumbnailsAgree(one: Uint8Array, other: Uint8Array): boolean {
  const cells = thumbnailSide ** 2;
  const mean = (values: Uint8Array): number =>
    values.reduce((sum, value) => sum + value, 0) / cells;
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let [squaresOne, squaresOther, products] = [0, 0, 0];
  for (let cell = 0; cell < cells; cell++) {
    const a = (one[cell] as number) - meanOne;
    const b = (other[cell] as number) - meanOther;
    squaresOne += a * a;
    squaresOther += b * b;
    products += a * b;
  }
  if (squaresOne === 0 || squaresOther === 0) {
    return squaresOne === squaresOther && Math.abs(meanOne - meanOther) <= flatDifferenceMax;
  }
  return products >= correlationMin * Math.sqrt(squaresOne * squaresOther);
}

/** Union-find (Tarjan, 1975), with paths halved on the way. */
function disjointGroups(count: number) {
  const parents = Int32Array.from({ length: count }, (_, index) => index);
  const of = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      const above = parents[parents[at] as number] as number;
      parents[at] = above;
      at = above;
    }
    return at;
  };
  return {
    of,
    join: (one: number, other: number): void => {
      // The earlier index leads, so that groups come in order.
      const [low, high] = [of(one), of(other)].sort((a, b) => a - b) as [number, number];
      parents[high] = low;
    },
    list: (): number[][] => {
      const members = new Map<number, number[]>();
      for (let index = 0; index < count; index++) {
        const leader = of(index);
        members.set(leader, [...(members.get(leader) ?? []), index]);
      }
      return [...members.values()].filter((group) => group.length > 1);
    },
  };
}
