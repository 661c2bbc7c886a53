import type { Comparer } from './compare-settings.js';
import { type FinalSetting, over } from './final-runs.js';
import { validationOf } from './final-stage.js';
import type { IndexFigures } from './measure-index.js';
import type { DimensionRow } from './report.js';
import { figuresOf } from './rivals.js';

interface DimensionRowsOptions {
  readonly lengths: readonly FinalSetting[];
  readonly recommended: FinalSetting;
  readonly compare: Comparer;
  readonly indexes: ReadonlyMap<number, IndexFigures>;
}

export function dimensionRows(options: DimensionRowsOptions): readonly DimensionRow[] {
  const { lengths, recommended, compare, indexes } = options;
  return lengths.map((setting) => {
    const { dimension } = setting.candidate;
    const isRecommended = setting === recommended;
    return {
      dimension,
      recommended: isRecommended,
      validation: validationOf(setting),
      figures: figuresOf(setting),
      against: isRecommended ? null : compare.settings(setting, recommended),
      trainingSeconds: over(setting, ({ seconds }) => seconds),
      trainingBytes: null,
      index: indexes.get(dimension) ?? null,
    };
  });
}
