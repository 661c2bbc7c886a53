/**
 * Heads on a real frozen backbone, on pictures that no training saw: everything by the commands
 * that users have. The features of all pictures are computed once, with the first seed, and are
 * then in the cache; the backbone is chosen by the preset, as for everybody who has added one.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSet } from '../support/data-sets.js';
import { umbra } from '../support/umbra-command.js';
import { mean, meanAndSpread } from './accuracy/spread.js';
import type { BenchOptions } from './bench.js';
import type { BenchReport } from './bench-report.js';
import { installBackbone } from './install-backbone.js';

interface Task {
  readonly name: string;
  /** Of `summary`. */
  readonly key: string;
  readonly archive: string;
  /** The words of `umbra train` that say what is trained on. */
  readonly train: (seed: number) => readonly string[];
  /** The words of `umbra evaluate` that say who asks whom. */
  readonly evaluate: (seed: number) => readonly string[];
}

const lists = (option: string, ...names: string[]): string[] =>
  names.flatMap((name) => [option, name]);

const tasks: readonly Task[] = [
  {
    name: 'X-SDD steel, 70/30',
    key: 'xsddRecallAt1',
    archive: 'xsdd-steel/x-sdd.tar.gz',
    train: (seed) => ['--unique', '--holdout', '0.3', '--seed', `${seed}`],
    evaluate: (seed) => ['--unique', '--gallery-share', '0.7', '--seed', `${seed}`],
  },
  {
    name: 'grocery96, 81 kinds, train + val -> test',
    key: 'groceryRecallAt1',
    archive: 'grocery96/grocery96.tar.gz',
    train: (seed) => [...lists('--labels', 'train.txt', 'val.txt'), '--seed', `${seed}`],
    evaluate: () => [
      ...lists('--labels', 'test.txt'),
      ...lists('--gallery-labels', 'train.txt', 'val.txt'),
    ],
  },
];

interface TrainAnswer {
  readonly card: { readonly config: { readonly encoder: { readonly kind: string } } };
  readonly stages: {
    readonly features: { readonly seconds: number; readonly computed: number } | null;
    readonly training: number;
  };
}

interface EvaluateAnswer {
  readonly metrics: {
    readonly recallAt: Readonly<Record<string, number>>;
    readonly mapAtR: number;
    readonly queries: number;
  };
}

interface Trial {
  readonly recall: number;
  readonly mapAtR: number;
  readonly queries: number;
  readonly headSeconds: number;
  /** Pictures a second through the backbone. */
  readonly featureRate: number;
}

export async function backbone({ seeds }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-backbone-'));
  try {
    await installBackbone(folder);
    const measured: { task: Task; pixels: EvaluateAnswer; trials: Trial[] }[] = [];
    for (const task of tasks) {
      const pixels = await ask('baseline-pixels', { task, seed: seeds[0] ?? 1, folder });
      const trials: Trial[] = [];
      for (const seed of seeds) {
        const trial = await runTrial({ task, seed, folder });
        process.stderr.write(`${task.name}, seed ${seed}: ${(100 * trial.recall).toFixed(1)}\n`);
        trials.push(trial);
      }
      measured.push({ task, pixels, trials });
    }
    return report(measured);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface TrialOptions {
  readonly task: Task;
  readonly seed: number;
  readonly folder: string;
}

async function runTrial(options: TrialOptions): Promise<Trial> {
  const { task, seed, folder } = options;
  const model = join(folder, 'model');
  const { card, stages } = await umbra<TrainAnswer>(
    ...['train', dataSet(task.archive), ...task.train(seed), '--preset', 'quick'],
    ...['--out', model, '--force', '--cache', join(folder, 'cache')],
  );
  if (card.config.encoder.kind !== 'backbone' || stages.features === null) {
    throw new Error(`The preset chose no backbone for ${task.name}.`);
  }
  const { metrics } = await ask(model, options);
  return {
    recall: metrics.recallAt['1'] ?? 0,
    mapAtR: metrics.mapAtR,
    queries: metrics.queries,
    headSeconds: stages.training,
    featureRate: stages.features.computed / stages.features.seconds,
  };
}

function ask(model: string, { task, seed, folder }: TrialOptions): Promise<EvaluateAnswer> {
  const words = [...task.evaluate(seed), '--cache', join(folder, 'cache')];
  return umbra<EvaluateAnswer>('evaluate', model, dataSet(task.archive), ...words);
}

function report(
  measured: readonly { task: Task; pixels: EvaluateAnswer; trials: readonly Trial[] }[],
): BenchReport {
  // With the first seed no features are in the cache.
  const rates = measured.map(({ trials }) => trials[0]?.featureRate ?? 0);
  const heads = measured.flatMap(({ trials }) => trials.map(({ headSeconds }) => headSeconds));
  const percent = (values: readonly number[]) =>
    meanAndSpread(
      values.map((value) => 100 * value),
      1,
    );
  return {
    rows: measured.map(({ task, pixels, trials }, at) => ({
      data: task.name,
      'Recall@1': percent(trials.map(({ recall }) => recall)),
      'MAP@R': percent(trials.map(({ mapAtR }) => mapAtR)),
      'Recall@1 of raw pixels': percent([pixels.metrics.recallAt['1'] ?? 0]),
      queries: trials[0]?.queries ?? 0,
      'head s': meanAndSpread(
        trials.map(({ headSeconds }) => headSeconds),
        1,
      ),
      'pictures a second through the backbone': Math.round(rates[at] ?? 0),
    })),
    summary: {
      ...Object.fromEntries(
        measured.map(({ task, trials }) => [task.key, mean(trials.map(({ recall }) => recall))]),
      ),
      headSeconds: Math.max(...heads),
      featuresPerSecond: mean(rates),
    },
  };
}
