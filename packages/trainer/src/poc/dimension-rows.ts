import { invariant } from '@umbra/core/errors';
import type { Comparer } from './compare-settings.js';
import { type FinalSetting, over } from './final-runs.js';
import { validationOf } from './final-stage.js';
import type { IndexFigures } from './measure-index.js';
import type { DimensionRow, TrainingMemory } from './report.js';
import { figuresOf } from './rivals.js';

interface DimensionRowsOptions {
  readonly lengths: readonly FinalSetting[];
  readonly recommended: FinalSetting;
  readonly compare: Comparer;
  readonly indexes: ReadonlyMap<number, IndexFigures>;
  readonly memory: ReadonlyMap<number, TrainingMemory>;
}

export function dimensionRows(options: DimensionRowsOptions): readonly DimensionRow[] {
  const { lengths, recommended, compare, indexes, memory } = options;
  return lengths.map((setting) => {
    const { dimension } = setting.candidate;
    const isRecommended = setting === recommended;
    const needed = memory.get(dimension);
    invariant(needed !== undefined, 'the memory of every length is estimated');
    return {
      dimension,
      recommended: isRecommended,
      validation: validationOf(setting),
      figures: figuresOf(setting),
      against: isRecommended ? null : compare.settings(setting, recommended),
      trainingSeconds: over(setting, ({ seconds }) => seconds),
      memory: needed,
      index: indexes.get(dimension) ?? null,
    };
  });
}
