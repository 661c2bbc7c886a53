import type { Calibration } from './calibration.js';

/** From which scores on a hit is a match, and from which on it may be one. */
export interface MatchThresholds {
  /** Null: no threshold is known that keeps the false-accept rate so low. */
  readonly match: number | null;
  /** That of the highest calibrated false-accept rate; null: none is known at all. */
  readonly uncertain: number | null;
}

export type Match = 'match' | 'uncertain' | 'noMatch';

/** Of what is supported, the loosest threshold whose false-accept rate is at most `maxFar`. */
export function matchThresholds(
  { thresholds }: Pick<Calibration, 'thresholds'>,
  maxFar: number,
): MatchThresholds {
  const supported = thresholds
    .flatMap((one) => (one.kind === 'supported' ? [one] : []))
    .sort((a, b) => b.targetFar - a.targetFar);
  return {
    match: supported.find(({ targetFar }) => targetFar <= maxFar)?.threshold ?? null,
    uncertain: supported[0]?.threshold ?? null,
  };
}

/** `score` is (1 + cosine) / 2. */
export function matchOf(score: number, { match, uncertain }: MatchThresholds): Match {
  if (match !== null && score >= match) {
    return 'match';
  }
  return uncertain !== null && score >= uncertain ? 'uncertain' : 'noMatch';
}
