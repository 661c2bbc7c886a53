import { invariant } from '@umbra/core/errors';
import { type Candidate, candidateTitle } from './candidate.js';
import type { PocEvent } from './poc-event.js';
import { runCandidate, type SearchContext } from './run-candidate.js';
import type { PlannedRung, SearchPlan } from './search-plan.js';
import { type Standing, successiveHalving, type Trial } from './successive-halving.js';

export interface CandidateSearch {
  readonly candidates: readonly Candidate[];
  readonly plan: SearchPlan;
  readonly seeds: readonly number[];
  /** Seconds of the budget that had been used when the search started. */
  readonly startedAt: number;
}

/**
 * The candidates, best first. MAP@R of the pictures that the trainings hold back decides, as it
 * decides which epoch a training keeps: it still tells candidates apart where Recall@1 is full.
 */
export function searchCandidates(
  context: SearchContext,
  { candidates, plan, seeds, startedAt }: CandidateSearch,
): AsyncGenerator<PocEvent, Standing<Candidate>[]> {
  async function* run({
    candidate,
    rung,
    seed,
  }: Trial<Candidate>): AsyncGenerator<PocEvent, number | null> {
    const { epochs, until } = plannedRung(plan, rung);
    const reserve = context.budget.seconds - startedAt - until;
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

function plannedRung(plan: SearchPlan, rung: number): PlannedRung {
  const planned = plan.rungs[rung];
  invariant(planned !== undefined, 'a trial belongs to a planned rung');
  return planned;
}

/** The two losses that every report compares. */
export function rivalFamily({ loss }: Candidate): 'shadow' | 'triplet' | null {
  return loss.kind === 'shadow' || loss.kind === 'triplet' ? loss.kind : null;
}
