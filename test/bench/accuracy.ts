/**
 * The losses side by side on a real image set (`--data NAME`): equal encoder, sampler, mining and
 * budget. Each loss chooses its margin on the validation part of the training pictures with the
 * first seed; then every seed trains with it, and is measured on pictures that no training and no
 * choice saw.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contestant, contestants, referenceName } from './accuracy/contestants.js';
import { type AccuracyTask, accuracyTasks } from './accuracy/data-sets.js';
import { installBackbone } from './accuracy/install-backbone.js';
import { epochsToReach, mean, meanAndSpread } from './accuracy/spread.js';
import { type Tested, type Trained, testTrial, trainTrial } from './accuracy/trial.js';
import type { BenchOptions } from './bench.js';
import type { BenchReport, BenchRow } from './bench-report.js';

/** What a loss achieved, a place a seed. */
interface Achievement {
  readonly contestant: Contestant;
  readonly chosen: object;
  readonly trained: readonly Trained[];
  readonly tested: readonly Tested[];
}

interface Contest {
  readonly task: AccuracyTask;
  readonly seeds: readonly number[];
  readonly folder: string;
  readonly backbone: string;
}

/** Share of the reference's best Recall@1 at which a training counts as arrived. */
const arrival = 0.95;

export async function accuracy({ data = '', seeds }: BenchOptions): Promise<BenchReport> {
  const prepare = accuracyTasks[data];
  if (!prepare) {
    throw new Error(`--data must be one of: ${Object.keys(accuracyTasks).join(', ')}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'umbra-accuracy-'));
  try {
    const task = prepare(folder);
    const backbone = task.backbone ? await installBackbone(folder) : 'none';
    const achievements: Achievement[] = [];
    for (const contestant of contestants) {
      const achievement = await achieve(contestant, { task, seeds, folder, backbone });
      process.stderr.write(`${progressLine(achievement)}\n`);
      achievements.push(achievement);
    }
    return report(achievements);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function achieve(contestant: Contestant, contest: Contest): Promise<Achievement> {
  const [first = 1, ...others] = contest.seeds;
  const tried: { loss: object; trained: Trained }[] = [];
  for (const [at, loss] of contestant.candidates.entries()) {
    const trained = await trainTrial({ ...contest, loss, seed: first }, `candidate-${at}`);
    tried.push({ loss, trained });
  }
  const [best] = tried.sort((a, b) => b.trained.validation.mapAtR - a.trained.validation.mapAtR);
  if (!best) {
    throw new Error(`${contestant.name} has no candidates`);
  }
  const { loss } = best;
  const trained = [best.trained];
  const tested = [await testTrial({ ...contest, loss, seed: first }, best.trained.model)];
  for (const seed of others) {
    const again = await trainTrial({ ...contest, loss, seed }, 'again');
    trained.push(again);
    tested.push(await testTrial({ ...contest, loss, seed }, again.model));
  }
  return { contestant, chosen: loss, trained, tested };
}

function report(achievements: readonly Achievement[]): BenchReport {
  const reference = achievements.find(({ contestant }) => contestant.name === referenceName);
  const target = arrival * mean((reference?.trained ?? []).map(({ curve }) => Math.max(...curve)));
  const rows: BenchRow[] = [];
  const summary: Record<string, number> = {};
  for (const { contestant, chosen, trained, tested } of achievements) {
    const recalls = tested.map(({ recall }) => 100 * recall);
    summary[contestant.name] = mean(recalls);
    rows.push({
      loss: contestant.name,
      chosen: contestant.describe(chosen),
      'Recall@1': meanAndSpread(recalls, 1),
      'MAP@R': meanAndSpread(
        tested.map(({ mapAtR }) => 100 * mapAtR),
        1,
      ),
      silhouette: meanAndSpread(
        tested.map(({ silhouette }) => silhouette),
        3,
      ),
      'epochs to 95 %': epochsToReach(
        trained.map(({ curve }) => curve),
        target,
      ),
    });
  }
  return { rows, summary };
}

function progressLine({ contestant, chosen, tested }: Achievement): string {
  const recalls = tested.map(({ recall }) => 100 * recall);
  return `${contestant.name} ${contestant.describe(chosen)}: ${meanAndSpread(recalls, 1)}`;
}
