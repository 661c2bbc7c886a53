import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { VaryPictures } from '../augmentation/index.js';
import { featureStatistics } from '../encoder/index.js';
import { invariant } from '../errors/index.js';
import { createLoss, type Loss } from '../loss/index.js';
import { createNetwork, type TrainingConfig } from '../model/index.js';
import {
  createOptimizer,
  type Optimizer,
  type WeightAverage,
  weightAverage,
} from '../optimizer/index.js';
import { createRandom, type Random } from '../random/index.js';
import {
  classDisjointSplit,
  createSampler,
  type Sampler,
  type Split,
  stratifiedSplit,
} from '../sampling/index.js';
import type { TrainedNetwork } from './batch-gradients.js';
import { type BatchSource, batchSource } from './batch-source.js';
import { BestWeights } from './best-weights.js';
import { nestedLoss } from './nested-loss.js';
import { type Progress, progressStart } from './progress.js';
import { sliceSize } from './slice-size.js';
import type { TrainingExamples } from './training-examples.js';
import { createValidation, type Validation } from './validation.js';

/** What lives as long as a training. */
export interface TrainingRun {
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  readonly split: Split;
  /** What the network started from; null for a new one. */
  readonly startId: string | null;
  readonly stepsPerEpoch: number;
  /** Of the whole run. */
  readonly steps: number;
  readonly sliceSize: number;
  readonly sampler: Sampler;
  readonly batches: BatchSource;
  readonly validation: Validation;
  readonly network: TrainedNetwork;
  readonly loss: Loss;
  /** What the loss draws from. */
  readonly lossRandom: Random;
  readonly optimizer: Optimizer;
  readonly average: WeightAverage | null;
  readonly best: BestWeights;
  progress: Progress;
}

/** A network to train on from, which its owner disposes. */
export interface StartNetwork {
  /** What the examples are -> [embedding [B, D], shadow [B, d]]; its weights are changed. */
  readonly network: LayersModel;
  readonly normalization: TrainedNetwork['normalization'];
  /** What tells it from all others. */
  readonly id: string;
}

export interface RunOptions {
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  readonly start?: StartNetwork | undefined;
  readonly vary?: VaryPictures | undefined;
  /** By the configuration when left out. */
  readonly split?: Split | undefined;
}

export function createRun(options: RunOptions): TrainingRun {
  const { examples, config, start, vary, split = splitExamples(examples, config) } = options;
  const random = createRandom(config.seed);
  const layers =
    start?.network ?? newNetwork(config, { examples, split, random: random.fork('weights') });
  const network = trainedNetwork(layers, { config, normalization: start?.normalization });
  const lossRandom = random.fork('loss');
  const loss = createRunLoss(config, { examples, network, random: lossRandom });
  const batchSize = config.sampling.classes * config.sampling.images;
  const stepsPerEpoch =
    config.stepsPerEpoch === 'auto'
      ? Math.max(1, Math.ceil(split.train.length / batchSize))
      : config.stepsPerEpoch;
  const sampler = createSampler({
    labels: split.train.map((index) => examples.labels[index] as number),
    config: config.sampling,
    random: random.fork('sampling'),
  });
  const augmentation = random.fork('augmentation');
  return {
    examples,
    config,
    split,
    startId: start?.id ?? null,
    stepsPerEpoch,
    steps: stepsPerEpoch * config.epochs,
    sliceSize: sliceSize(config, network.layers),
    sampler,
    batches: batchSource({
      describe: (step) => ({
        examples,
        indices: sampler.next().map((position) => split.train[position] as number),
        augmentation: config.augmentation,
        // One seed a step, so that a training that is resumed goes on with the same pictures.
        seed: augmentation.fork(`${step}`).below(2 ** 32),
      }),
      vary,
      stepsPerEpoch,
    }),
    validation: createValidation({ examples, config, split, random: random.fork('validation') }),
    network,
    loss,
    lossRandom,
    optimizer: createOptimizer(config.optimizer, [
      { variables: network.trainable, rateFactor: 1 },
      { variables: loss.variables, rateFactor: loss.learningRateFactor },
    ]),
    average:
      config.averaging === null ? null : weightAverage(allWeights(network), config.averaging.decay),
    best: new BestWeights(),
    progress: progressStart,
  };
}

/** The same examples, configuration and seed are split in the same way every time. */
export function splitExamples(
  { labels }: Pick<TrainingExamples, 'labels'>,
  { validationSplit, validationShare: share, seed }: TrainingConfig,
): Split {
  const splitClasses = validationSplit === 'stratified' ? stratifiedSplit : classDisjointSplit;
  return splitClasses({ labels, share, random: createRandom(seed).fork('split') });
}

/** Everything but the network, which becomes the model. */
export function disposeRun({ loss, optimizer, average, best }: TrainingRun): void {
  loss.dispose();
  optimizer.dispose();
  average?.dispose();
  best.dispose();
}

interface NetworkParts {
  readonly examples: TrainingExamples;
  readonly split: Split;
  readonly random: Random;
}

function newNetwork(
  config: TrainingConfig,
  { examples, split, random }: NetworkParts,
): LayersModel {
  const statistics =
    examples.kind === 'features' ? featureStatistics(examples, split.train) : undefined;
  return createNetwork({ config, random, statistics });
}

interface TrainedNetworkParts {
  readonly config: TrainingConfig;
  readonly normalization?: TrainedNetwork['normalization'] | undefined;
}

function trainedNetwork(
  layers: LayersModel,
  { config, normalization = 'batch' }: TrainedNetworkParts,
): TrainedNetwork {
  return {
    layers,
    trainable: variablesOf(layers.trainableWeights),
    statistics: variablesOf(layers.nonTrainableWeights),
    // The loss trains the embedding that a PCA is fitted to afterwards.
    lossOutput: config.projection.kind === 'pca' ? 0 : 1,
    normalization,
  };
}

function allWeights({ trainable, statistics }: TrainedNetwork): tf.Variable[] {
  return [...trainable, ...statistics];
}

/**
 * TensorFlow.js types what its layers train on as tensors; an optimizer needs the variables that
 * they are.
 */
function variablesOf(weights: TrainedNetwork['layers']['weights']): tf.Variable[] {
  return weights.map((weight) => {
    const value = weight.read();
    invariant(value instanceof tf.Variable, "a layer's weights are variables");
    return value;
  });
}

interface LossParts {
  readonly examples: TrainingExamples;
  readonly network: TrainedNetwork;
  readonly random: Random;
}

function createRunLoss(config: TrainingConfig, { examples, network, random }: LossParts): Loss {
  const { loss, mining, projection } = config;
  const classes = examples.classes.length;
  const lossOf = (dimension: number): Loss =>
    createLoss({ config: loss, mining, classes, dimension, random });
  if (projection.kind === 'nested') {
    return nestedLoss(projection.prefixes, lossOf);
  }
  const dimension = network.layers.outputs[network.lossOutput]?.shape[1];
  invariant(typeof dimension === 'number', 'a network gives an embedding and a shadow');
  return lossOf(dimension);
}
