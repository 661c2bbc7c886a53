/**
 * From the ranking of the search to the settings that the report shows. Everything here is chosen
 * on validation pictures; the test pictures are only asked.
 */
import { UmbraError } from '@umbra/core/errors';
import { type Candidate, candidateTitle } from './candidate.js';
import { chooseDimension } from './choose-dimension.js';
import { type FinalRuns, type FinalSetting, over } from './final-runs.js';
import type { PocEvent } from './poc-event.js';
import { finalists, lengthsMin } from './search-plan.js';
import { rivalFamily } from './search-recipes.js';
import { seedNoise } from './seed-noise.js';
import type { Spread } from './statistics.js';

export interface FinalStage {
  readonly recommended: FinalSetting;
  /** All that were trained in full. */
  readonly settings: readonly FinalSetting[];
  /** The recommended loss and negatives at every length that there was time for, ascending. */
  readonly lengths: readonly FinalSetting[];
  /** Both of one length, the recommended one if there was time; null when there was none. */
  readonly shadow: FinalSetting | null;
  readonly triplet: FinalSetting | null;
  /** What there was no time for, in sentences. */
  readonly missing: readonly string[];
}

/** Of the two rivals one is the recommended setting, as a rule. */
const rivalsToTrain = 1;

interface FinalStageOptions {
  /** Best first. */
  readonly ranking: readonly Candidate[];
  readonly dimensions: readonly number[];
  readonly runs: FinalRuns;
}

/** @throws UmbraError `config_invalid` when there was no time for a single setting. */
export async function* finalStage(
  options: FinalStageOptions,
): AsyncGenerator<PocEvent, FinalStage> {
  const { ranking, runs } = options;
  const missing: string[] = [];
  const trained = yield* trainFinalists(finalistsOf(ranking), { runs, missing });
  const best = bestOf(trained);
  const lengths: FinalSetting[] = [];
  const order = nearestFirst(options.dimensions, best.candidate.dimension);
  for (const [place, dimension] of order.entries()) {
    // The nearest lengths matter most; those further off must leave time for the rivals.
    const fits = place < lengthsMin || runs.haveTimeFor(1 + rivalsToTrain);
    const setting = fits ? yield* runs.of({ ...best.candidate, dimension }) : null;
    if (setting === null) {
      missing.push(`The figures of ${dimension} numbers: the time was too short.`);
    } else {
      lengths.push(setting);
    }
  }
  lengths.sort((a, b) => a.candidate.dimension - b.candidate.dimension);
  const rated = lengths.map((setting) => ({
    setting,
    dimension: setting.candidate.dimension,
    validation: validationOf(setting),
  }));
  const recommended = chooseDimension(rated, errorOf(lengths))?.setting ?? best;
  const rivals = yield* rivalsOf(recommended, { ranking, runs });
  const pair = rivals ?? sameLength(trained);
  if (pair === null) {
    missing.push('Shadow Loss against triplet loss: the time ended.');
  }
  const { shadow, triplet } = pair ?? { shadow: null, triplet: null };
  return { recommended, settings: runs.all(), lengths, shadow, triplet, missing };
}

/** Of a mean over the seeds, with what the seeds do to all lengths alike taken out. */
function errorOf(lengths: readonly FinalSetting[]): number {
  const table = lengths.map((setting) => validationOf(setting).values);
  return seedNoise(table).paired.deviation / Math.sqrt(table[0]?.length ?? 1);
}

export function validationOf(setting: FinalSetting): Spread {
  return over(setting, ({ validation }) => validation.mapAtR);
}

/** The best candidates, and the best of both rival losses. */
function finalistsOf(ranking: readonly Candidate[]): readonly Candidate[] {
  const leaders = (['shadow', 'triplet'] as const).flatMap(
    (family) => ranking.find((candidate) => rivalFamily(candidate) === family) ?? [],
  );
  const wanted = new Set([ranking[0], ...leaders, ...ranking].slice(0, finalists));
  return ranking.filter((candidate) => wanted.has(candidate));
}

interface RivalSettings {
  readonly shadow: FinalSetting;
  readonly triplet: FinalSetting;
}

/** The best of both losses at the recommended length; null when the time ended. */
async function* rivalsOf(
  recommended: FinalSetting,
  { ranking, runs }: Pick<FinalStageOptions, 'ranking' | 'runs'>,
): AsyncGenerator<PocEvent, RivalSettings | null> {
  const { dimension } = recommended.candidate;
  const leader = (family: 'shadow' | 'triplet'): Candidate | undefined =>
    [recommended.candidate, ...ranking].find((candidate) => rivalFamily(candidate) === family);
  const [shadow, triplet] = [leader('shadow'), leader('triplet')];
  if (shadow === undefined || triplet === undefined) {
    return null;
  }
  const first = yield* runs.of({ ...shadow, dimension });
  const second = yield* runs.of({ ...triplet, dimension });
  return first === null || second === null ? null : { shadow: first, triplet: second };
}

/** Finalists of both losses with vectors of one length. */
function sameLength(trained: readonly FinalSetting[]): RivalSettings | null {
  for (const shadow of trained.filter(({ candidate }) => rivalFamily(candidate) === 'shadow')) {
    const triplet = trained.find(
      ({ candidate }) =>
        rivalFamily(candidate) === 'triplet' && candidate.dimension === shadow.candidate.dimension,
    );
    if (triplet !== undefined) {
      return { shadow, triplet };
    }
  }
  return null;
}

async function* trainFinalists(
  candidates: readonly Candidate[],
  { runs, missing }: { readonly runs: FinalRuns; readonly missing: string[] },
): AsyncGenerator<PocEvent, readonly FinalSetting[]> {
  const trained: FinalSetting[] = [];
  for (const candidate of candidates) {
    const setting = yield* runs.of(candidate);
    if (setting === null) {
      missing.push(`${candidateTitle(candidate)} in full length: the time ended.`);
    } else {
      trained.push(setting);
    }
  }
  return trained;
}

/** @throws UmbraError `config_invalid` when there is none. */
function bestOf(trained: readonly FinalSetting[]): FinalSetting {
  const best = trained.toSorted((a, b) => validationOf(b).mean - validationOf(a).mean)[0];
  if (best === undefined) {
    throw new UmbraError(
      'config_invalid',
      'The time budget ended before one setting was trained with all seeds: give it more time.',
    );
  }
  return best;
}

function nearestFirst(dimensions: readonly number[], centre: number): readonly number[] {
  return dimensions.toSorted(
    (a, b) => Math.abs(Math.log2(a / centre)) - Math.abs(Math.log2(b / centre)),
  );
}
