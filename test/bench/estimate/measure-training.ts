// One training of the bench `estimate` in a process of its own, `measure-training.js NAME`: what is
// estimated before it and what it takes. Writes one line of JSON.
import { selectBackend } from '@umbra/core/backend';
import {
  type ExampleFacts,
  estimateMemory,
  estimateTime,
  presetConfig,
  type TrainingConfig,
  type TrainingExamples,
  totalBytes,
  train,
} from '@umbra/core/training';
import { type EstimatedTraining, trainings } from './trainings.js';

/** Seconds of the processor, which others on the machine take less from than from the clock. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function configOf(training: EstimatedTraining): TrainingConfig {
  const { classes, examples: images, batch, stepsPerEpoch } = training;
  const side = training.kind === 'net' ? training.side : 128;
  const facts = {
    classes,
    images,
    typicalSize: { width: side, height: side, channels: 3 },
  } as const;
  const preset = presetConfig(training.kind === 'net' ? training.preset : 'quick', facts, 1);
  const sliceSize = training.sliceSize ?? ('auto' as const);
  const config = { ...preset, epochs: 2, stepsPerEpoch, sliceSize };
  const sized: TrainingConfig =
    batch === undefined
      ? config
      : { ...config, sampling: { kind: 'pk', classes: batch[0], images: batch[1] } };
  if (training.kind === 'net') {
    return sized;
  }
  const { hidden } = training;
  return {
    ...sized,
    encoder: {
      kind: 'backbone',
      backbone: '0'.repeat(64),
      head: hidden === null ? { kind: 'linear' } : { kind: 'mlp', hidden },
      embeddingDimension: 128,
    },
    augmentation: null,
  };
}

function examplesOf(training: EstimatedTraining, width: number): TrainingExamples {
  const { classes: count, examples } = training;
  const labels = Int32Array.from({ length: examples }, (_, index) => index % count);
  const classes = Array.from({ length: count }, (_, index) => `class ${index}`);
  const length = examples * width;
  if (training.kind === 'head') {
    const features = new Float32Array(length).map(() => Math.random());
    return { kind: 'features', features, width, labels, classes };
  }
  const size = { width: training.side, height: training.side, channels: 3 } as const;
  const pixels = new Uint8Array(length).map(() => Math.random() * 256);
  return { kind: 'pixels', pixels, size, labels, classes };
}

const training = trainings.find(({ name }) => name === process.argv[2]);
if (training === undefined) {
  throw new Error(`no training is called ${process.argv[2]}`);
}
await selectBackend('wasm');
const config = configOf(training);
const isNet = training.kind === 'net';
const width = isNet ? training.side ** 2 * 3 : training.features;
const facts: ExampleFacts = {
  kind: isNet ? 'pixels' : 'features',
  count: training.examples,
  width,
};

const before = process.memoryUsage.rss();
const bytes = before + totalBytes(await estimateMemory(config, facts));
const examples = examplesOf(training, width);
const { seconds } = await estimateTime({ examples, config, clock: processorMs });

const startMs = processorMs();
for await (const _ of train({ examples, config })) {
  // Only what it takes is asked for.
}
const actual = {
  seconds: (processorMs() - startMs) / 1000,
  bytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify({ estimate: { bytes, seconds }, actual })}\n`);
