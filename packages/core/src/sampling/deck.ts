import { invariant } from '../errors/index.js';
import type { Random } from '../random/index.js';

/** Values that are dealt like cards: every value comes up once before any comes up again. */
export interface Deck<T> {
  /**
   * `count` values; all different while the deck has as many, else each equally often but for the
   * remainder.
   */
  draw(count: number): T[];
}

export function createDeck<T>(values: readonly T[], random: Random): Deck<T> {
  invariant(values.length > 0, 'a deck has at least one value');
  let cards: T[] = [];

  const drawDifferent = (count: number): T[] => {
    const hand: T[] = [];
    while (hand.length < count) {
      if (cards.length === 0) {
        cards = random.shuffle([...values]);
      }
      // After a reshuffle the top card may already be in the hand: it stays in the deck for the
      // next one.
      const next = cards.findIndex((card) => !hand.includes(card));
      hand.push(...cards.splice(next, 1));
    }
    return hand;
  };

  return {
    draw: (count) => {
      const rounds = Math.floor(count / values.length);
      const whole = Array.from({ length: rounds }, () => drawDifferent(values.length));
      return [...whole.flat(), ...drawDifferent(count % values.length)];
    },
  };
}
