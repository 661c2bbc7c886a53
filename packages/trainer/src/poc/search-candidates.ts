import { type Candidate, candidateTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runCandidate, type SearchContext, type Tally } from './run-candidate.js';
import { rungEnds, type SearchExtent, type SearchPlan } from './search-plan.js';
import { type Standing, successiveHalving, type Trial } from './successive-halving.js';

export interface CandidateSearch {
  readonly candidates: readonly Candidate[];
  readonly plan: SearchPlan;
  readonly extent: SearchExtent;
  readonly seeds: readonly number[];
  /** For this and the final runs. */
  readonly seconds: number;
}

/**
 * The candidates, best first. MAP@R of the pictures that the trainings hold back decides, as it
 * decides which epoch a training keeps: it still tells candidates apart where Recall@1 is full.
 */
export function searchCandidates(
  context: SearchContext,
  { candidates, plan, extent, seeds, seconds }: CandidateSearch,
): AsyncGenerator<PocEvent, Standing<Candidate>[]> {
  const { budget, tally } = context;
  const startedAt = budget.used();
  async function* run({
    candidate,
    rung,
    seed,
  }: Trial<Candidate>): AsyncGenerator<PocEvent, number | null> {
    const epochs = plan.rungs[rung]?.epochs ?? plan.final.epochs;
    const ends = rungEnds(paced(extent, tally), plan, seconds);
    const reserve = budget.seconds - startedAt - (ends[rung] ?? seconds);
    const call = { candidate, stage: 'search', epochs, seed, reserve } as const;
    const result = yield* runCandidate(context, call);
    const title = candidateTitle(candidate);
    if (result === null) {
      return context.tally.failures.has(title) ? 0 : null;
    }
    const { mapAtR } = result.model.metrics;
    result.model.dispose();
    yield { kind: 'trained', stage: 'search', candidate: title, seed, validationMapAtR: mapAtR };
    return mapAtR;
  }
  return successiveHalving({ candidates, rungs: plan.rungs, seeds, familyOf: rivalFamily, run });
}

/** The extent with the pace of the trainings so far, which is known better with each of them. */
export function paced(extent: SearchExtent, { seconds, epochs }: Tally): SearchExtent {
  return epochs === 0 ? extent : { ...extent, secondsPerEpoch: seconds / epochs };
}

/** The two losses that every report compares. */
export function rivalFamily({ loss }: Candidate): 'shadow' | 'triplet' | null {
  return loss.kind === 'shadow' || loss.kind === 'triplet' ? loss.kind : null;
}
