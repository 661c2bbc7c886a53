/**
 * Seeded randomness. Everything random in Umbra draws from a `Random` that is passed in, so one
 * seed repeats a run. The generator is SplitMix32 (a Weyl sequence, mixed): 32 bits of state,
 * period 2^32, enough for sampling and augmentation; it is not for secrets.
 */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** A number in [low, high). */
  between(low: number, high: number): number;
  /** A standard normal deviate. */
  normal(): number;
  /** Reorders `values` in place (Fisher-Yates) and returns it. */
  shuffle<T>(values: T[]): T[];
  /** An independent stream, so that a new consumer does not shift the draws of the others. */
  fork(name: string): Random;
  /** Where the stream stands, for a checkpoint. */
  position(): number;
  /** Goes on from where a stream of the same seed stood. */
  moveTo(position: number): void;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    return (mixed >>> 0) / 2 ** 32;
  };
  const below = (bound: number): number => Math.floor(next() * bound);

  return {
    next,
    below,
    between: (low, high) => low + (high - low) * next(),
    // Box-Muller; 1 - next() keeps the logarithm's argument above zero.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffle: (values) => {
      for (let last = values.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = values[last] as (typeof values)[number];
        values[last] = values[other] as (typeof values)[number];
        values[other] = kept;
      }
      return values;
    },
    fork: (name) => createRandom(hashSeed(seed, name)),
    position: () => state,
    moveTo: (position) => {
      state = position >>> 0;
    },
  };
}

/** FNV-1a over the name, started from the seed. */
function hashSeed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
