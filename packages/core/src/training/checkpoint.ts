/**
 * Checkpoints: everything that a training goes on from, so that a process that was killed continues
 * to the same curve, bit for bit. What is random is either drawn anew from the seed and the step
 * (augmentation), played again (the sampler, with what the validations told it), or a position in a
 * stream (the loss).
 */
import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { fields } from '../config/index.js';
import { UmbraError } from '../errors/index.js';
import { type TrainingConfig, trainingConfigSchema } from '../model/index.js';
import {
  corruptCheckpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type NamedTensor,
} from './checkpoint-format.js';
import { type Progress, progressSchema } from './progress.js';
import type { TrainingExamples } from './training-examples.js';
import type { TrainingRun } from './training-run.js';

/** Where checkpoints are kept; the newest one is enough. */
export interface CheckpointStore {
  /** How messages call it. */
  readonly name: string;
  /** Null when there is none. */
  read(): Promise<Uint8Array | null>;
  /** Replaces the last one in one step: after a failure that one is still there. */
  write(bytes: Uint8Array): Promise<void>;
}

export interface CheckpointOptions {
  readonly store: CheckpointStore;
  /** Time between two checkpoints; infinite: only read one. */
  readonly everyMs: number;
  /** Milliseconds from any start. */
  readonly clock: () => number;
}

interface Header {
  readonly config: TrainingConfig;
  /** SHA-256 of the examples. */
  readonly examples: string;
  /** Of the network that the training started from; null for a new one. */
  readonly start: string | null;
  readonly backend: string;
  readonly progress: Progress;
  readonly optimizerStep: number;
  readonly averageStep: number;
  readonly lossPosition: number;
}

const count = z.int().min(0);

const headerSchema: z.ZodType<Header> = fields({
  config: trainingConfigSchema,
  examples: z.string(),
  start: z.string().nullable().default(null),
  backend: z.string(),
  progress: progressSchema,
  optimizerStep: count,
  averageStep: count,
  lossPosition: count,
});

/** SHA-256 of labels, classes and pictures or features. */
export function examplesHash(examples: TrainingExamples): string {
  const { labels, classes } = examples;
  const numbers = examples.kind === 'features' ? examples.features : examples.pixels;
  const about = examples.kind === 'features' ? examples.width : examples.size;
  const hash = createHash('sha256').update(JSON.stringify([examples.kind, about, classes]));
  for (const { buffer, byteOffset, byteLength } of [labels, numbers]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}

/** The state between two steps. */
export async function captureRun(run: TrainingRun, examples: string): Promise<Uint8Array> {
  const { config, progress, lossRandom, network, loss, best } = run;
  const optimizer = await run.optimizer.state();
  const average = await run.average?.state();
  const read = (name: string, tensors: readonly tf.Tensor[]) =>
    Promise.all(
      tensors.map(async (tensor, at): Promise<NamedTensor> => {
        return { name: `${name} ${at}`, values: await tensor.data<'float32'>() };
      }),
    );
  const header: Header = {
    config,
    examples,
    start: run.startId,
    backend: tf.getBackend(),
    progress,
    optimizerStep: optimizer.step,
    averageStep: average?.step ?? 0,
    lossPosition: lossRandom.position(),
  };
  const tensors = [
    ...(await read('weight', network.layers.getWeights())),
    ...(await read('loss variable', loss.variables)),
    ...optimizer.moments.map((values, at) => ({ name: `moment ${at}`, values })),
    ...(average === undefined ? [] : [{ name: 'average 0', values: average.values }]),
    ...(await read('best weight', best.weights)),
  ];
  return encodeCheckpoint({ header, tensors });
}

export interface Checkpoint {
  readonly header: Header;
  readonly tensors: readonly NamedTensor[];
}

/**
 * Reads what `captureRun` wrote.
 * @throws UmbraError `checkpoint_corrupt`.
 */
export function readCheckpoint(bytes: Uint8Array, name: string): Checkpoint {
  const { header, tensors } = decodeCheckpoint(bytes, name);
  const parsed = headerSchema.safeParse(header);
  if (!parsed.success) {
    throw corruptCheckpoint(name, 'was written by another version of Umbra');
  }
  return { header: parsed.data, tensors };
}

interface Expected {
  readonly config: TrainingConfig;
  readonly examples: string;
  readonly start: string | null;
  readonly name: string;
}

/** @throws UmbraError `checkpoint_mismatch` for a checkpoint of anything else. */
export function checkSameTraining({ header }: Checkpoint, expected: Expected): void {
  const { config, examples, start, name } = expected;
  const field = firstDifference(header.config, config, []);
  const backend = tf.getBackend();
  const found =
    field !== null
      ? `another configuration (${field} differs)`
      : header.start !== start
        ? 'another model to start from'
        : header.examples !== examples
          ? 'other pictures or labels'
          : header.backend !== backend
            ? `the backend ${header.backend}, not ${backend}`
            : null;
  if (found !== null) {
    throw new UmbraError(
      'checkpoint_mismatch',
      `The checkpoint ${name} is of a training with ${found}: ` +
        'train as before to continue it, or delete it to train from the start.',
    );
  }
}

/** Brings a new run to where the checkpoint was taken. */
export function restoreRun(run: TrainingRun, { header, tensors }: Checkpoint): void {
  const { progress } = header;
  const named = (name: string): Float32Array[] =>
    tensors.filter((tensor) => tensor.name.startsWith(`${name} `)).map(({ values }) => values);
  const shaped = (values: readonly Float32Array[], shapes: readonly tf.Tensor[]): tf.Tensor[] =>
    values.map((numbers, at) => tf.tensor(numbers, shapes[at]?.shape, 'float32'));

  tf.tidy(() => {
    const weights = run.network.layers.getWeights();
    run.network.layers.setWeights(shaped(named('weight'), weights));
    const variables = shaped(named('loss variable'), run.loss.variables);
    run.loss.variables.forEach((variable, at) => {
      variable.assign(variables[at] as tf.Tensor);
    });
    const best = shaped(named('best weight'), weights);
    run.best.replace(best.map((tensor) => tf.keep(tensor)));
  });
  run.optimizer.restore({ step: header.optimizerStep, moments: named('moment') });
  const [average] = named('average');
  if (average !== undefined) {
    run.average?.restore({ step: header.averageStep, values: average });
  }
  run.progress = progress;
  run.lossRandom.moveTo(header.lossPosition);
  playSampler(run);
}

/** Draws the batches of all steps that were taken, and tells the sampler what it was told. */
function playSampler({ sampler, progress, stepsPerEpoch }: TrainingRun): void {
  for (let step = 0; step < progress.step; step++) {
    sampler.next();
    const ended = progress.epochs[(step + 1) / stepsPerEpoch - 1];
    if (ended !== undefined) {
      sampler.feedback(ended.confusions);
    }
  }
}

/** The dotted path of the first field in which two configurations differ. */
function firstDifference(before: unknown, now: unknown, path: readonly string[]): string | null {
  if (before === now) {
    return null;
  }
  if (typeof before !== 'object' || typeof now !== 'object' || before === null || now === null) {
    return path.join('.');
  }
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  for (const name of names) {
    const [one, other] = [before, now].map((value) => (value as Record<string, unknown>)[name]);
    const found = firstDifference(one, other, [...path, name]);
    if (found !== null) {
      return found;
    }
  }
  return null;
}
