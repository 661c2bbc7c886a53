import { type FinalSetting, over } from './final-runs.js';
import { validationOf } from './final-stage.js';
import type { IndexFigures } from './measure-index.js';
import type { DimensionRow } from './report.js';
import { figuresOf } from './rivals.js';
import { compareRuns } from './statistics.js';

interface DimensionRowsOptions {
  readonly lengths: readonly FinalSetting[];
  readonly recommended: FinalSetting;
  /** Class of each test picture. */
  readonly classes: Int32Array;
  readonly indexes: ReadonlyMap<number, IndexFigures>;
}

export function dimensionRows(options: DimensionRowsOptions): readonly DimensionRow[] {
  const { lengths, recommended, classes, indexes } = options;
  return lengths.map((setting) => {
    const { dimension } = setting.candidate;
    const isRecommended = setting === recommended;
    return {
      dimension,
      recommended: isRecommended,
      validation: validationOf(setting),
      figures: figuresOf(setting),
      against: isRecommended
        ? null
        : compareRuns({ first: hitsOf(setting), second: hitsOf(recommended), classes }),
      trainingSeconds: over(setting, ({ seconds }) => seconds),
      trainingBytes: null,
      index: indexes.get(dimension) ?? null,
    };
  });
}

export function hitsOf({ runs }: FinalSetting): readonly Uint8Array[] {
  return runs.map(({ hits }) => hits);
}
