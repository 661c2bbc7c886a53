/** The report of a finished search: nothing here computes anything new on pictures. */
import { availableParallelism, cpus } from 'node:os';
import type { BackendInfo } from '@umbra/core/backend';
import { invariant } from '@umbra/core/errors';
import type { TrainingConfig } from '@umbra/core/training';
import { type Baseline, baselineRow } from './baseline.js';
import { checkList } from './check-list.js';
import { classFacts } from './class-facts.js';
import { comparer } from './compare-settings.js';
import { dimensionRows } from './dimension-rows.js';
import type { FinalSetting } from './final-runs.js';
import type { FinalStage } from './final-stage.js';
import type { Measurements } from './measurements.js';
import { recommend } from './recommendation.js';
import type { DataFacts, MachineFacts, PocReport, Setting } from './report.js';
import { compareRivals } from './rivals.js';
import type { SearchContext } from './run-trial.js';
import { type SearchOutcome, searchRows, whatWasNotDone } from './search-outcome.js';
import { trialConfig } from './trial.js';

export interface ReportOptions {
  /** What the report calls the data. */
  readonly name: string;
  /** Pictures that were drawn of those that could be used, and those that could not. */
  readonly pictures: number;
  readonly available: number;
  readonly skipped: number;
  readonly backend: BackendInfo;
  readonly createdAt: string;
  readonly memoryBytes: number | null;
  readonly outcome: SearchOutcome;
  readonly stage: FinalStage;
  readonly seeds: readonly number[];
  readonly measured: Measurements;
  /** The best first. */
  readonly baselines: readonly Baseline[];
}

export function buildReport(context: SearchContext, options: ReportOptions): PocReport {
  const { budget } = context;
  const { stage, measured, outcome, baselines, createdAt, memoryBytes } = options;
  const { recommended, shadow, triplet } = stage;
  const compare = comparer(stage.settings, context.data.test.labels);
  const data = dataFacts(context, options);
  const search = searchRows(outcome);
  const { lengths } = stage;
  const { indexes, memory } = measured;
  const dimensions = dimensionRows({ lengths, recommended, compare, indexes, memory });
  const rivals =
    shadow === null || triplet === null ? null : compareRivals({ shadow, triplet }, compare);
  const notDone = [...whatWasNotDone(outcome), ...stage.missing, ...notMeasured(options)];
  const [strongest] = baselines;
  invariant(strongest !== undefined, 'there is always a baseline');
  return {
    formatVersion: 2,
    createdAt,
    data,
    machine: machineFacts(options.backend),
    budget: {
      seconds: budget.seconds,
      usedSeconds: Math.round(budget.used() * 10) / 10,
      memoryBytes,
      notDone,
    },
    setting: settingOf(context, options),
    recommendation: recommend({
      recommended,
      config: configOf(context, options),
      data,
      baseline: baselineRow(strongest),
      gain: {
        recallAt1: compare.recallGain(recommended, strongest),
        mapAtR: compare.precisionGain(recommended, strongest),
      },
      dimensions,
      rivals,
      notDone,
    }),
    baselines: baselines.map(baselineRow),
    search,
    dimensions,
    rivals,
    map: measured.map,
    classes: classFacts({ data: context.data, recommended, rival: rivalOf(stage) }),
    checks: checkList({
      recommended,
      rows: dimensions,
      search,
      inference: measured.inference,
    }),
  };
}

/** The loss beside the recommended one, at its length. */
function rivalOf({ recommended, shadow, triplet }: FinalStage): FinalSetting | null {
  const others = [shadow, triplet].filter((setting) => setting !== recommended);
  const { dimension } = recommended.candidate;
  return others.find((setting) => setting?.candidate.dimension === dimension) ?? null;
}

function dataFacts(
  { data }: SearchContext,
  { name, pictures, available, skipped }: ReportOptions,
): DataFacts {
  return {
    name,
    pictures,
    available,
    classes: new Set([...data.known.labels, ...data.test.labels]).size,
    known: data.known.labels.length,
    test: data.test.labels.length,
    protocol: data.protocol,
    skipped,
    leftOut: data.leftOut,
  };
}

function machineFacts(backend: BackendInfo): MachineFacts {
  return {
    backend: backend.detail,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    // Linux, macOS and Windows all tell it in kilobytes.
    peakResidentBytes: process.resourceUsage().maxRSS * 1024,
  };
}

function settingOf(
  { base, tally }: SearchContext,
  { outcome, seeds }: Pick<ReportOptions, 'outcome' | 'seeds'>,
): Setting {
  const { encoder, input, sampling } = base;
  const { width, height, channels } = input;
  return {
    encoder:
      encoder.kind === 'convolutional'
        ? 'A convolutional net, trained from scratch'
        : `A ${encoder.head.kind === 'mlp' ? 'head of two layers' : 'linear head'} on a frozen backbone`,
    embeddingDimension: encoder.embeddingDimension,
    input: `${width} x ${height} ${channels === 1 ? 'grey' : 'colour'}`,
    epochs: outcome.final.epochs,
    seeds,
    batch: `${sampling.classes} classes x ${sampling.images} pictures`,
    trainings: tally.trainings,
  };
}

/** The base with what was found; its epochs are those that the figures come from. */
function configOf(
  { base }: SearchContext,
  { outcome, stage, seeds }: Pick<ReportOptions, 'outcome' | 'stage' | 'seeds'>,
): TrainingConfig {
  const { epochs } = outcome.final;
  const seed = seeds[0] ?? base.seed;
  const { candidate } = stage.recommended;
  return trialConfig(base, candidate, { lengths: [candidate.dimension], epochs, seed });
}

function notMeasured({ measured, stage }: ReportOptions): readonly string[] {
  return [
    ...(measured.indexes.size < stage.lengths.length
      ? ['The index was not measured for every length: the time ended.']
      : []),
    ...(measured.map === null
      ? ['There is no map: the time ended, or there are too few pictures.']
      : []),
  ];
}
