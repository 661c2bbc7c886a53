import { Injectable } from '@nestjs/common';
import { calibrate } from '@umbra/core/calibration';
import { CalibrationsRepository, type StoredCalibration } from './calibrations.repository.js';
import { openSetTrials } from './open-set-trials.js';
import type { ServingState } from './serving-state.js';
import { type VectorSet, VectorsRepository } from './vectors.repository.js';

/** More searches cost time and narrow the bounds only slowly. */
const queriesMax = 2000;

/**
 * What is known of a gallery's scores by a model. Read with every search, so it is kept in memory;
 * the model is part of the name, so no answer is judged by another model's thresholds.
 */
@Injectable()
export class CalibrationService {
  readonly #known = new Map<string, StoredCalibration | null>();

  constructor(
    private readonly calibrations: CalibrationsRepository,
    private readonly vectors: VectorsRepository,
  ) {}

  async find(set: VectorSet): Promise<StoredCalibration | null> {
    const key = nameOf(set);
    const known = this.#known.get(key);
    if (known !== undefined) {
      return known;
    }
    const found = await this.calibrations.find(set);
    this.#known.set(key, found);
    return found;
  }

  /**
   * Measures by searching the index with the labelled items that the model was not trained on.
   *
   * @throws UmbraError `too_few_classes`, `too_few_images`
   */
  async measure(
    set: VectorSet,
    { index, rerank }: Pick<ServingState, 'index' | 'rerank'>,
  ): Promise<StoredCalibration> {
    const gallery = await this.calibrations.labelled(set);
    const unseen = gallery.filter(({ trained }) => !trained);
    const every = Math.max(1, Math.ceil(unseen.length / queriesMax));
    const trials = await openSetTrials({
      index,
      gallery,
      queries: unseen.filter((_, at) => at % every === 0),
      vectorsOf: (labels) => this.vectors.searchedOf(labels, rerank),
    });
    const calibration = await calibrate(trials);
    return { calibration, measuredAt: new Date().toISOString() };
  }

  /** @param measured null: there are too few labels to know anything */
  async keep(set: VectorSet, measured: StoredCalibration | null): Promise<void> {
    if (measured === null) {
      await this.calibrations.delete(set);
    } else {
      await this.calibrations.write(set, measured);
    }
    this.#known.set(nameOf(set), measured);
  }
}

function nameOf({ gallery, model }: VectorSet): string {
  return `${gallery} ${model}`;
}
