/**
 * Recall@1 of Shadow Loss, triplet loss and raw pixels on real pictures, by the command line that
 * users have. Everything but the loss is the same for both models: data, seed, sampler, encoder,
 * schedule, margin.
 *
 * - X-SDD steel defects: 70 % of every class are trained on and are the gallery; the other 30 %
 * ask. Byte-identical
 *   pictures are left out, so that no query finds its own copy.
 * - Omniglot: trained on characters of the background set; every picture of the evaluation set,
 * whose characters were
 *   never trained on, asks all the others.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataSet } from '../support/data-sets.js';
import { umbra } from '../support/umbra-command.js';
import type { BenchOptions } from './bench.js';
import type { BenchReport, BenchRow } from './bench-report.js';

interface Metrics {
  readonly recallAt: Readonly<Record<string, number>>;
  readonly mapAtR: number;
  readonly queries: number;
}
interface Training {
  readonly seconds: number;
}
interface Evaluation {
  readonly metrics: Metrics;
}
interface Task {
  readonly name: string;
  readonly train: (seed: number) => string[];
  readonly evaluate: (seed: number) => string[];
  /** What differs from the preset, the same for every loss. */
  readonly config: object;
}

const steel = (): string => dataSet('xsdd-steel/x-sdd.tar.gz');
const omniglot = (part: string): string => dataSet(`omniglot/images_${part}.tar.gz`);

const tasks: readonly Task[] = [
  {
    name: 'X-SDD steel, 70/30',
    train: (seed) => [steel(), '--unique', '--holdout', '0.3', '--seed', `${seed}`],
    evaluate: (seed) => [steel(), '--unique', '--gallery-share', '0.7', '--seed', `${seed}`],
    config: {},
  },
  {
    name: 'Omniglot, unseen characters',
    train: (seed) => [omniglot('background'), '--seed', `${seed}`],
    evaluate: () => [omniglot('evaluation')],
    // Strokes need few pixels and many filters (found on alphabets of the background set).
    config: {
      input: { width: 28, height: 28 },
      encoder: { kind: 'convolutional', widths: [32, 64, 64], embeddingDimension: 128 },
      epochs: 3,
      stepsPerEpoch: 100,
    },
  },
];

const contestants = [
  { name: 'Shadow Loss', loss: { kind: 'shadow', margin: 0.2, normalize: true } },
  { name: 'triplet loss', loss: { kind: 'triplet', margin: 1, distance: 'euclidean' } },
];

export async function recall({ seeds }: BenchOptions): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'umbra-recall-'));
  const rows: BenchRow[] = [];
  const summary: Record<string, number> = {};
  try {
    for (const task of tasks) {
      for (const seed of seeds) {
        const measured = await measure(task, { seed, folder });
        rows.push(...measured);
        for (const row of measured) {
          summary[`${row['data']} / ${row['method']} / ${seed}`] = Number(row['Recall@1']);
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { rows, summary };
}

async function measure(
  task: Task,
  { seed, folder }: { seed: number; folder: string },
): Promise<BenchRow[]> {
  const row = (method: string, metrics: Metrics, seconds: string | number): BenchRow => ({
    data: task.name,
    method,
    seed,
    'Recall@1': percent(metrics.recallAt['1'] ?? 0),
    'MAP@R': percent(metrics.mapAtR),
    queries: metrics.queries,
    'training s': seconds,
  });
  const cache = ['--cache', join(folder, 'cache')];
  const evaluate = async (model: string): Promise<Metrics> =>
    (await umbra<Evaluation>('evaluate', model, ...task.evaluate(seed), ...cache)).metrics;

  const rows: BenchRow[] = [];
  for (const { name, loss } of contestants) {
    const model = join(folder, 'model');
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ ...task.config, loss }));
    const options = [
      '--preset',
      'quick',
      '--backbone',
      'none',
      '--config',
      config,
      '--out',
      model,
      '--force',
      ...cache,
    ];
    const { seconds } = await umbra<Training>('train', ...task.train(seed), ...options);
    rows.push(row(name, await evaluate(model), Math.round(seconds)));
  }
  return [...rows, row('raw pixels', await evaluate('baseline-pixels'), '')];
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
