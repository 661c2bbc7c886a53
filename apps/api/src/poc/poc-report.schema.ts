import { z } from 'zod';

/**
 * The trainer's report, format 2, as clients get it. Objects let fields through that are not named
 * here: a newer trainer may say more.
 */
const spread = z
  .looseObject({ mean: z.number(), deviation: z.number(), values: z.array(z.number()) })
  .meta({ id: 'PocSpread', description: 'A figure over repeated trainings.' });

const interval = z.looseObject({ low: z.number().nullable(), high: z.number().nullable() });

const comparison = z
  .looseObject({
    difference: z.number(),
    overSeeds: interval,
    overClasses: interval,
    verdict: z.enum(['better', 'worse', 'inside the spread', 'not settled']),
  })
  .meta({ id: 'PocComparison', description: 'With bounds of 95 % confidence.' });

const figures = z.looseObject({ recallAt1: spread, mapAtR: spread });

const rival = z.looseObject({
  title: z.string(),
  mining: z.string(),
  curves: z.array(z.array(z.number())),
  epochsToTarget: z.array(z.int().nullable()),
  figures,
  trainingSeconds: spread,
});

const group = z.looseObject({ classes: z.int(), recallAt1: z.number().nullable() });

const dimensionRow = z.looseObject({
  dimension: z.int(),
  recommended: z.boolean(),
  validation: spread,
  figures,
  against: comparison.nullable(),
  trainingSeconds: spread,
  memory: z.looseObject({ bytes: z.number(), lossBytes: z.number() }),
  index: z
    .looseObject({
      vectors: z.int(),
      bytes: z.int(),
      queriesPerSecond: z.number(),
      recall: z.number(),
    })
    .nullable(),
});

const map = z.looseObject({
  method: z.string(),
  classes: z.array(z.string()),
  labels: z.array(z.int()),
  panels: z.array(
    z.looseObject({
      title: z.string(),
      points: z.array(z.array(z.number())).describe('Pairs of x and y.'),
    }),
  ),
});

export const pocReportSchema = z
  .looseObject({
    formatVersion: z.literal(2),
    createdAt: z.iso.datetime(),
    data: z.looseObject({
      name: z.string(),
      pictures: z.int(),
      classes: z.int(),
      known: z.int(),
      test: z.int(),
      protocol: z.enum(['new pictures', 'unseen classes']),
      available: z.int(),
      skipped: z.int(),
      leftOut: z.array(z.string()),
    }),
    machine: z.looseObject({ backend: z.string(), processor: z.string(), cores: z.int() }),
    budget: z.looseObject({
      seconds: z.number(),
      usedSeconds: z.number(),
      memoryBytes: z.int().nullable(),
      notDone: z.array(z.string()),
    }),
    setting: z.looseObject({
      encoder: z.string(),
      embeddingDimension: z.int(),
      input: z.string(),
      epochs: z.int(),
      seeds: z.array(z.int()),
      batch: z.string(),
      trainings: z.int(),
    }),
    recommendation: z.looseObject({
      sentence: z.string(),
      reasons: z.array(z.string()),
      loss: z.string(),
      mining: z.string(),
      dimension: z.int(),
      figures,
      gain: z.looseObject({ recallAt1: comparison, mapAtR: comparison }),
      config: z.record(z.string(), z.unknown()).describe('`train` takes it as its `config`.'),
    }),
    baselines: z.array(
      z.looseObject({
        name: z.string(),
        dimension: z.int(),
        recallAt1: z.number(),
        mapAtR: z.number(),
      }),
    ),
    search: z.array(
      z.looseObject({
        loss: z.string(),
        mining: z.string(),
        rung: z.int(),
        epochs: z.int(),
        lengths: z.array(z.looseObject({ dimension: z.int(), validation: spread })),
      }),
    ),
    dimensions: z.array(dimensionRow),
    rivals: z
      .looseObject({
        dimension: z.int(),
        shadow: rival,
        triplet: rival,
        target: z.number(),
        comparison,
      })
      .nullable(),
    map: map.nullable(),
    classes: z.looseObject({
      rival: z.string().nullable(),
      imbalance: z.number(),
      rare: group,
      common: group,
      rows: z.array(
        z.looseObject({
          name: z.string(),
          pictures: z.int(),
          test: z.int(),
          recallAt1: z.number().nullable(),
          rival: z.number().nullable(),
        }),
      ),
    }),
    checks: z.array(
      z.looseObject({
        name: z.string(),
        result: z.enum(['passed', 'failed', 'not checked']),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'PocReport', description: "A search's result: the trainer's report, format 2." });
export type PocReport = z.infer<typeof pocReportSchema>;
