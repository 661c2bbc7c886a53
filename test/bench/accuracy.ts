/**
 * The losses side by side on a real image set (`--data NAME`): equal encoder, sampler, mining and
 * budget. Each loss chooses its margin on the validation part of the training pictures with the
 * first seed; then every seed trains with it, and is measured on pictures that no training and no
 * choice saw.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selectBackend } from '@umbra/core/backend';
import { isUmbraError } from '@umbra/core/errors';
import { type Achievement, accuracyReport } from './accuracy/accuracy-report.js';
import { type Choice, chooseOutwards } from './accuracy/choose-outwards.js';
import { type Contestant, contestants } from './accuracy/contestants.js';
import { type AccuracyTask, accuracyTasks } from './accuracy/data-sets.js';
import { peakStepBytes } from './accuracy/peak-bytes.js';
import { type Tested, type Trained, type Trial, testTrial, trainTrial } from './accuracy/trial.js';
import type { BenchOptions } from './bench.js';
import type { BenchReport } from './bench-report.js';

export async function accuracy({ data = '', seeds }: BenchOptions): Promise<BenchReport> {
  const prepare = accuracyTasks[data];
  if (!prepare) {
    throw new Error(`--data must be one of: ${Object.keys(accuracyTasks).join(', ')}`);
  }
  await selectBackend('wasm');
  const folder = mkdtempSync(join(tmpdir(), 'umbra-accuracy-'));
  const task = await prepare(folder).finally(() => rmSync(folder, { recursive: true }));
  say(`${data}: ${task.train.labels.length} pictures to train, ${task.test.labels.length} to test`);
  const achievements: Achievement[] = [];
  for (const contestant of contestants) {
    achievements.push(await achieve(contestant, { task, seeds }));
  }
  return accuracyReport(achievements);
}

interface Contest {
  readonly task: AccuracyTask;
  readonly seeds: readonly number[];
}

async function achieve(contestant: Contestant, { task, seeds }: Contest): Promise<Achievement> {
  const [first = 1, ...others] = seeds;
  const { position, outcome } = await choose(contestant, { task, seed: first });
  if (outcome === null) {
    throw new Error(`${contestant.name} trains with none of its values`);
  }
  const { loss } = contestant.candidates[position] as Contestant['candidates'][number];
  const tested = [await test(contestant, task, outcome)];
  const curves = [outcome.curve];
  for (const seed of others) {
    const trained = await trainTrial({ task, loss, seed });
    curves.push(trained.curve);
    tested.push(await test(contestant, task, trained));
  }
  const peakBytes = await peakStepBytes({ task, loss, seed: first });
  return { contestant, position, curves, tested, peakBytes };
}

/** By MAP@R on the validation part. A loss that does not train with some value is told so. */
function choose(
  { name, candidates, usual }: Contestant,
  contest: Pick<Trial, 'task' | 'seed'>,
): Promise<Choice<Trained | null>> {
  return chooseOutwards<Trained | null>({
    count: candidates.length,
    middle: usual,
    tryOut: async (position) => {
      const { value, loss } = candidates[position] as Contestant['candidates'][number];
      try {
        const trained = await trainTrial({ ...contest, loss });
        const { recallAt, mapAtR } = trained.model.metrics;
        const measured = `Recall@1 ${percent(recallAt['1'])}, MAP@R ${percent(mapAtR)}`;
        const active = `active at the end ${percent(trained.activeShare)}`;
        say(`${name}, ${value}: validation ${measured}, ${active}`);
        return trained;
      } catch (error) {
        if (!isUmbraError(error)) {
          throw error;
        }
        say(`${name}, ${value}: ${error.message}`);
        return null;
      }
    },
    scoreOf: (trained) => trained?.model.metrics.mapAtR ?? Number.NEGATIVE_INFINITY,
    drop: (trained) => trained?.model.dispose(),
  });
}

/** Measures and disposes the model. */
async function test({ name }: Contestant, task: AccuracyTask, { model }: Trained): Promise<Tested> {
  const tested = await testTrial(task, model);
  model.dispose();
  const { recall, mapAtR } = tested;
  say(`${name}, seed ${model.config.seed}: Recall@1 ${percent(recall)}, MAP@R ${percent(mapAtR)}`);
  return tested;
}

/** Tells those who wait that something happens. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function percent(share = 0): string {
  return (100 * share).toFixed(1);
}
