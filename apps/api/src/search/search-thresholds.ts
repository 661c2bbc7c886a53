import { Injectable } from '@nestjs/common';
import {
  type Calibration,
  type MatchThresholds,
  matchOf,
  matchThresholds,
} from '@umbra/core/calibration';
import { UmbraError } from '@umbra/core/errors';
import { usualFar } from '../calibration/calibration.schema.js';
import { CalibrationService } from '../serving/calibration.service.js';
import type { VectorSet } from '../serving/vectors.repository.js';
import type { SearchHit } from './search.schema.js';

interface Wanted {
  readonly maxFar: number | undefined;
  /** A direction between several examples has scores of its own, which were never measured. */
  readonly isSingle: boolean;
  /** So have shadows in a gallery whose full embeddings rank. */
  readonly isWhole: boolean;
}

/** By which scores the hits of a search are judged. */
@Injectable()
export class SearchThresholds {
  constructor(private readonly calibrations: CalibrationService) {}

  /**
   * Null: nothing is known of what a match is.
   *
   * @throws UmbraError `conflict` when there is no threshold for the wanted false-accept rate
   */
  async of(set: VectorSet, wanted: Wanted): Promise<MatchThresholds | null> {
    const { maxFar, isSingle, isWhole } = wanted;
    const stored = isSingle && isWhole ? await this.calibrations.find(set) : null;
    const calibration = stored?.calibration ?? null;
    const thresholds = calibration && matchThresholds(calibration, maxFar ?? usualFar);
    if (maxFar !== undefined && (thresholds?.match ?? null) === null) {
      throw new UmbraError('conflict', whyUnknown(maxFar, { ...wanted, calibration }));
    }
    return thresholds;
  }
}

export function matchOfScore(
  score: number,
  thresholds: MatchThresholds | null,
): SearchHit['match'] {
  return thresholds === null || thresholds.uncertain === null
    ? 'uncalibrated'
    : matchOf(score, thresholds);
}

function whyUnknown(
  maxFar: number,
  { isSingle, isWhole, calibration }: Wanted & { readonly calibration: Calibration | null },
): string {
  if (!isSingle) {
    return 'A search by several examples has no calibrated threshold: leave `maxFar` out.';
  }
  if (!isWhole) {
    return 'A search by a vector has no calibrated threshold where full embeddings rank: leave `maxFar` out.';
  }
  const unknown = `No threshold is known that keeps the false-accept rate at ${maxFar}`;
  return calibration === null
    ? `${unknown}: the gallery is not calibrated for its model.`
    : `${unknown}: ${calibration.impostor.trials} searches can vouch for higher rates only.`;
}
