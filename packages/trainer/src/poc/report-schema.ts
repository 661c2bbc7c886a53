import { trainingConfigSchema } from '@umbra/core/training';
import { z } from 'zod';
import type {
  ClassGroup,
  DimensionRow,
  EmbeddingMaps,
  Figures,
  PocReport,
  Recommendation,
  Rival,
  SearchRow,
} from './report.js';
import type { Comparison, Spread } from './statistics.js';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const amount = z.number().min(0);
const interval = z.strictObject({ low: z.number().nullable(), high: z.number().nullable() });

const spread: z.ZodType<Spread> = z.strictObject({
  mean: z.number(),
  deviation: amount,
  values: z.array(z.number()).min(1),
});

const comparison: z.ZodType<Comparison> = z.strictObject({
  difference: z.number(),
  overSeeds: interval,
  overClasses: interval,
  verdict: z.enum(['better', 'worse', 'inside the spread', 'not settled']),
});

const figures: z.ZodType<Figures> = z.strictObject({ recallAt1: spread, mapAtR: spread });

const recommendation: z.ZodType<Recommendation> = z.strictObject({
  sentence: z.string(),
  reasons: z.array(z.string()),
  loss: z.string(),
  mining: z.string(),
  dimension: count,
  figures,
  gain: z.strictObject({ recallAt1: comparison, mapAtR: comparison }),
  config: trainingConfigSchema,
});

const searchRow: z.ZodType<SearchRow> = z.strictObject({
  loss: z.string(),
  mining: z.string(),
  rung: count,
  epochs: count,
  lengths: z.array(z.strictObject({ dimension: count, validation: spread })),
});

const dimensionRow: z.ZodType<DimensionRow> = z.strictObject({
  dimension: count,
  recommended: z.boolean(),
  validation: spread,
  figures,
  against: comparison.nullable(),
  trainingSeconds: spread,
  memory: z.strictObject({ bytes: amount, lossBytes: amount }),
  index: z
    .strictObject({ vectors: count, bytes: count, queriesPerSecond: amount, recall: share })
    .nullable(),
});

const rival: z.ZodType<Rival> = z.strictObject({
  title: z.string(),
  mining: z.string(),
  curves: z.array(z.array(share)),
  epochsToTarget: z.array(count.nullable()),
  figures,
  trainingSeconds: spread,
});

const maps: z.ZodType<EmbeddingMaps> = z.strictObject({
  method: z.string(),
  seed: count,
  classes: z.array(z.string()),
  labels: z.array(count),
  panels: z.array(
    z.strictObject({ title: z.string(), points: z.array(z.tuple([z.number(), z.number()])) }),
  ),
});

const group: z.ZodType<ClassGroup> = z.strictObject({
  classes: count,
  recallAt1: share.nullable(),
});

export const pocReportSchema: z.ZodType<PocReport> = z.strictObject({
  formatVersion: z.literal(2),
  createdAt: z.iso.datetime(),
  data: z.strictObject({
    name: z.string(),
    pictures: count,
    classes: count,
    known: count,
    test: count,
    protocol: z.enum(['new pictures', 'unseen classes']),
    available: count,
    skipped: count,
    leftOut: z.array(z.string()),
  }),
  machine: z.strictObject({
    backend: z.string(),
    processor: z.string(),
    cores: count,
    node: z.string(),
    peakResidentBytes: count,
  }),
  budget: z.strictObject({
    seconds: amount,
    usedSeconds: amount,
    memoryBytes: count.nullable(),
    notDone: z.array(z.string()),
  }),
  setting: z.strictObject({
    encoder: z.string(),
    embeddingDimension: count,
    input: z.string(),
    epochs: count,
    seeds: z.array(count),
    batch: z.string(),
    trainings: count,
  }),
  recommendation,
  baselines: z.array(
    z.strictObject({ name: z.string(), dimension: count, recallAt1: share, mapAtR: share }),
  ),
  search: z.array(searchRow),
  dimensions: z.array(dimensionRow),
  rivals: z
    .strictObject({ dimension: count, shadow: rival, triplet: rival, target: share, comparison })
    .nullable(),
  map: maps.nullable(),
  classes: z.strictObject({
    rival: z.string().nullable(),
    imbalance: z.number().min(1),
    rare: group,
    common: group,
    rows: z.array(
      z.strictObject({
        name: z.string(),
        pictures: count,
        test: count,
        recallAt1: share,
        rival: share.nullable(),
      }),
    ),
  }),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      result: z.enum(['passed', 'failed', 'not checked']),
      detail: z.string(),
    }),
  ),
});
