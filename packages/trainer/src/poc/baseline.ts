import { baselinePixels } from '@umbra/core/encoder';
import type { TrainingExamples } from '@umbra/core/training';
import type { SplitData } from './split-data.js';
import { answerTest, type TestAnswers } from './test-answers.js';

/** What needs no training, on the same test pictures: what every training has to beat. */
export interface Baseline {
  readonly name: string;
  readonly answers: TestAnswers;
}

export async function baselineOf(data: SplitData, signal: AbortSignal): Promise<Baseline> {
  const known = untrained(data.known); // [N, d]
  const test = untrained(data.test); // [Q, d]
  const dimension = test.length / data.test.labels.length;
  const name = data.test.kind === 'features' ? 'the backbone as it is' : 'baseline-pixels';
  return { name, answers: await answerTest({ dimension, known, test }, data, signal) };
}

function untrained(examples: TrainingExamples): Float32Array {
  if (examples.kind === 'features') {
    return examples.features;
  }
  const { pixels, labels, size } = examples;
  return baselinePixels({ pixels, count: labels.length, size });
}
