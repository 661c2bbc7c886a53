/**
 * Successive halving (Jamieson and Talwalkar, "Non-stochastic Best Arm Identification and
 * Hyperparameter Optimization", 2016): many candidates get a short training each, the best part of
 * them a longer one, and so on. Every trial of a rung trains from the start, because a learning
 * rate that falls to zero over ten epochs is another one after thirty; and later rungs repeat the
 * training with more seeds, because the best of many single runs is partly luck.
 */
export interface Rung {
  readonly epochs: number;
  /** Trainings of every candidate, each with a seed of its own. */
  readonly seeds: number;
}

export interface Standing<Candidate> {
  readonly candidate: Candidate;
  /** The highest rung that it has finished, from 0; -1 when it was not tried. */
  readonly rung: number;
  /** One for each seed of that rung. */
  readonly scores: readonly number[];
}

export interface Trial<Candidate> {
  readonly candidate: Candidate;
  readonly rung: number;
  readonly seed: number;
}

interface HalvingOptions<Candidate, Event> {
  readonly candidates: readonly Candidate[];
  readonly rungs: readonly Rung[];
  /** Seeds of the trainings, at least as many as a rung asks for. */
  readonly seeds: readonly number[];
  /** The best candidate of each family reaches the last rung; null: no family to be kept. */
  readonly familyOf: (candidate: Candidate) => string | null;
  /** Trains; the score, of which more is better, or null when the time of the rung has ended. */
  readonly run: (trial: Trial<Candidate>) => AsyncGenerator<Event, number | null>;
}

/** The best third of a rung goes on to the next. */
export const reduction = 3;

/**
 * All candidates, best first: by the rung reached, then by the mean score there. The first rung
 * takes as many candidates as its time allows.
 */
export async function* successiveHalving<Candidate, Event>(
  options: HalvingOptions<Candidate, Event>,
): AsyncGenerator<Event, Standing<Candidate>[]> {
  const { candidates, rungs, familyOf } = options;
  const standings = new Map<Candidate, Standing<Candidate>>(
    candidates.map((candidate) => [candidate, { candidate, rung: -1, scores: [] }]),
  );
  let contenders: readonly Candidate[] = candidates;
  for (const rung of rungs.keys()) {
    const places = rung === 0 ? contenders.length : Math.ceil(contenders.length / reduction);
    const rated: Standing<Candidate>[] = [];
    for (const candidate of best(contenders, places)) {
      const scores = yield* rate(options, { candidate, rung });
      if (scores === null) {
        break;
      }
      rated.push({ candidate, rung, scores });
      standings.set(candidate, { candidate, rung, scores });
    }
    contenders = ranked(rated).map(({ candidate }) => candidate);
  }
  return ranked([...standings.values()]);

  /** The first `places`, and the first of every family. `order` is best first. */
  function best(order: readonly Candidate[], places: number): readonly Candidate[] {
    const families = new Set<string>();
    return order.filter((candidate, place) => {
      const family = familyOf(candidate);
      const leads = family !== null && !families.has(family);
      families.add(family ?? '');
      return place < places || leads;
    });
  }
}

/** The scores of a candidate at a rung, or null when the time ended. */
async function* rate<Candidate, Event>(
  { rungs, seeds, run }: HalvingOptions<Candidate, Event>,
  { candidate, rung }: { readonly candidate: Candidate; readonly rung: number },
): AsyncGenerator<Event, number[] | null> {
  const scores: number[] = [];
  for (const seed of seeds.slice(0, rungs[rung]?.seeds)) {
    const score = yield* run({ candidate, rung, seed });
    if (score === null) {
      return null;
    }
    scores.push(score);
  }
  return scores;
}

function ranked<Candidate>(standings: Standing<Candidate>[]): Standing<Candidate>[] {
  const score = ({ scores }: Standing<Candidate>): number =>
    scores.length === 0 ? 0 : scores.reduce((sum, value) => sum + value, 0) / scores.length;
  return standings.sort((first, second) =>
    first.rung === second.rung ? score(second) - score(first) : second.rung - first.rung,
  );
}
