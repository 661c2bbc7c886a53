/**
 * Trains the last blocks of a network on, with everything after them, from the weights that it has:
 * the second stage of a training, and the adaptation of a model to another domain. What comes
 * before the blocks stays as it is, so it is computed once for every picture and a step costs only
 * the blocks; pictures are therefore not varied.
 */
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { TrainedModel, TrainingConfig } from '../model/index.js';
import { splitNetwork } from '../network/index.js';
import { createRandom } from '../random/index.js';
import { frozenRows } from './frozen-rows.js';
import { train } from './train.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingImages } from './training-examples.js';
import { splitExamples } from './training-run.js';
import { createValidation, type ValidationResult } from './validation.js';

/** What differs from the training that made the network. */
export interface FineTuneStage {
  /** How many of the last blocks are trained on; see `splitNetwork` for what a block is. */
  readonly blocks: number;
  readonly epochs: number;
  /** Low, or what the network has learnt before is lost. */
  readonly learningRate: number;
}

export interface FineTuneOptions {
  /** pixels [B, H, W, C] -> [embedding [B, D], shadow [B, d]]; its weights are changed. */
  readonly network: LayersModel;
  readonly images: TrainingImages;
  /** Of the training that made the network, or of one like it. */
  readonly config: TrainingConfig;
  readonly stage: FineTuneStage;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The events are those of `train`. Where no epoch is better than the start on the pictures that are
 * held back, the network keeps the weights of the start, and the best epoch is 0.
 * @returns the model, whose network is the one that was given.
 * @throws UmbraError see `train` and `frozenRows`
 */
export async function* fineTune(
  options: FineTuneOptions,
): AsyncGenerator<TrainingEvent, TrainedModel> {
  const { network, images, config, stage, signal } = options;
  const { trained, frozen } = splitNetwork(network, stage.blocks);
  const start = trained.getWeights().map((weight) => weight.clone());
  try {
    const examples = await frozenRows({ frozen, images, signal });
    const before = await validateStart({ trained, examples, config, signal });
    const training = train({
      examples,
      config: stageConfig(config, stage),
      start: { network: trained, normalization: normalizationOf(config) },
      signal,
    });
    const model = yield* keepingTheBest(training, { before, trained, start });
    return { ...model, network, config, dispose: () => void network.dispose() };
  } finally {
    for (const weight of start) {
      weight.dispose();
    }
    // Its layers are those of the network, and count their owners.
    trained.dispose();
  }
}

function stageConfig(
  config: TrainingConfig,
  { epochs, learningRate }: FineTuneStage,
): TrainingConfig {
  return {
    ...config,
    epochs,
    optimizer: { ...config.optimizer, learningRate },
    augmentation: null,
  };
}

/**
 * A backbone's statistics come from far more pictures than a stage like this one has; those of our
 * own nets follow the pictures.
 */
function normalizationOf({ encoder }: TrainingConfig): 'batch' | 'kept' {
  return encoder.kind === 'backbone' ? 'kept' : 'batch';
}

interface StartOptions {
  readonly trained: LayersModel;
  readonly examples: Parameters<typeof createValidation>[0]['examples'];
  readonly config: TrainingConfig;
  readonly signal: AbortSignal | undefined;
}

/** Measured on the pictures on which `train` measures its epochs. */
function validateStart(options: StartOptions): Promise<ValidationResult> {
  const { trained, examples, config, signal } = options;
  const random = createRandom(config.seed).fork('validation');
  const split = splitExamples(examples, config);
  const validation = createValidation({ examples, config, split, random });
  return validation.evaluateNetwork(trained, signal);
}

interface Start {
  readonly before: ValidationResult;
  readonly trained: LayersModel;
  readonly start: readonly tf.Tensor[];
}

async function* keepingTheBest(
  training: AsyncGenerator<TrainingEvent, TrainedModel>,
  { before, trained, start }: Start,
): AsyncGenerator<TrainingEvent, TrainedModel> {
  let finished: Extract<TrainingEvent, { kind: 'finished' }> | undefined;
  try {
    let step = await training.next();
    while (!step.done) {
      if (step.value.kind === 'finished') {
        finished = step.value;
      } else {
        yield step.value;
      }
      step = await training.next();
    }
    invariant(finished !== undefined, 'a training tells how it ended');
    const { metrics, prefixes } = before;
    if (metrics.mapAtR <= finished.metrics.mapAtR) {
      yield finished;
      return step.value;
    }
    trained.setWeights([...start]);
    const { prefixes: _, ...end } = finished;
    yield { ...end, metrics, bestEpoch: 0, ...(prefixes.length > 0 ? { prefixes } : {}) };
    return { ...step.value, metrics };
  } finally {
    // Reached early when the consumer leaves: lets the loop free its tensors.
    await training.return(undefined as never);
  }
}
