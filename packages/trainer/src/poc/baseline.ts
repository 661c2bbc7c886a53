import { baselinePixels } from '@umbra/core/encoder';
import type { TrainingExamples } from '@umbra/core/training';
import { recallAt1 } from './final-runs.js';
import type { BaselineRow } from './report.js';
import type { SplitData } from './split-data.js';
import { answerTest, type TestAnswers } from './test-answers.js';

/** What needs no training, on the same test pictures: what every training has to beat. */
export interface Baseline {
  readonly name: string;
  readonly answers: TestAnswers;
}

/** Vectors that nothing was trained for [N, d]; null where there are none of the kind. */
type Untrained = (examples: TrainingExamples) => Float32Array | null;

const kinds: readonly (readonly [name: string, untrained: Untrained])[] = [
  [
    'the backbone as it is',
    (examples) => (examples.kind === 'features' ? examples.features : null),
  ],
  ['baseline-pixels', pixelVectors],
];

/** The best first, by Recall@1. */
export async function baselinesOf(
  data: SplitData,
  signal: AbortSignal,
): Promise<readonly Baseline[]> {
  const baselines: Baseline[] = [];
  for (const [name, untrained] of kinds) {
    const [known, test] = [untrained(data.known), untrained(data.test)];
    if (known !== null && test !== null) {
      const dimension = test.length / data.test.labels.length;
      baselines.push({ name, answers: await answerTest({ dimension, known, test }, data, signal) });
    }
  }
  const recallOf = ({ answers }: Baseline): number => recallAt1(answers.metrics);
  return baselines.sort((first, second) => recallOf(second) - recallOf(first));
}

export function baselineRow({ name, answers }: Baseline): BaselineRow {
  const { metrics, vectors } = answers;
  const { dimension } = vectors;
  return { name, dimension, recallAt1: recallAt1(metrics), mapAtR: metrics.mapAtR };
}

function pixelVectors(examples: TrainingExamples): Float32Array | null {
  if (examples.kind === 'features') {
    return examples.baseline ?? null;
  }
  const { pixels, labels, size } = examples;
  return baselinePixels({ pixels, count: labels.length, size });
}
