export interface Choice<Outcome> {
  readonly position: number;
  readonly outcome: Outcome;
}

interface OutwardOptions<Outcome> {
  /** Candidates in all, at 0..count-1, neighbours being alike. */
  readonly count: number;
  /** The middle one of the first three that are tried. */
  readonly middle: number;
  readonly tryOut: (position: number) => Promise<Outcome>;
  readonly scoreOf: (outcome: Outcome) => number;
  /** Told of every outcome that is not the best one. */
  readonly drop: (outcome: Outcome) => void;
}

/**
 * The best of an ordered list, found from three neighbours outwards: while the best of those that
 * were tried stands at their end, the next one beyond it is tried too. So a choice is never an
 * accident of where a short list ends.
 */
export async function chooseOutwards<Outcome>(
  options: OutwardOptions<Outcome>,
): Promise<Choice<Outcome>> {
  const { count, middle, tryOut, scoreOf, drop } = options;
  let best: Choice<Outcome> = { position: middle, outcome: await tryOut(middle) };
  const take = async (position: number): Promise<void> => {
    const outcome = await tryOut(position);
    const isBetter = scoreOf(outcome) > scoreOf(best.outcome);
    drop(isBetter ? best.outcome : outcome);
    best = isBetter ? { position, outcome } : best;
  };
  let [first, last] = [middle - 1, middle + 1];
  await take(first);
  await take(last);
  for (;;) {
    if (best.position === first && first > 0) {
      first--;
      await take(first);
    } else if (best.position === last && last < count - 1) {
      last++;
      await take(last);
    } else {
      return best;
    }
  }
}
