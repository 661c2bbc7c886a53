/**
 * The training loop. Progress is data: the caller pulls one event after the other, so it decides
 * how fast the loop goes and what is drawn, stored or sent. Everything random comes from the
 * configuration's seed, one stream a consumer: the same pictures, configuration and backend give
 * the same losses bit for bit.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { featureStatistics } from '../encoder/index.js';
import { invariant, UmbraError } from '../errors/index.js';
import { createLoss } from '../loss/index.js';
import {
  checkTrainingConfig,
  createNetwork,
  type TrainedModel,
  type TrainingConfig,
} from '../model/index.js';
import { createRandom } from '../random/index.js';
import { createSampler, stratifiedSplit } from '../sampling/index.js';
import { BestEpoch } from './best-epoch.js';
import { checkExamples } from './check-examples.js';
import { exampleBatch } from './example-batch.js';
import { learningRate } from './learning-rate.js';
import { ScheduledAdam } from './scheduled-adam.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingExamples } from './training-examples.js';
import { type StepResult, trainingStep } from './training-step.js';
import { createValidation } from './validation.js';

export interface TrainOptions {
  /** Pixels of `config.input`, or features of the backbone that `config.encoder` names. */
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  /** Ends the training between two steps; the generator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a network on 1 - `validationShare` of every class and measures it on the rest after each
 * epoch; the model has the weights of the best epoch. The backend must be selected before.
 * @returns the model, which the caller disposes; every other tensor is gone, however the training
 * ends.
 * @throws UmbraError `config_invalid`; `too_few_classes`; `too_few_images`; `training_failed` when
 * the loss is no longer a number.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainingEvent, TrainedModel> {
  const { examples, signal } = options;
  const config = checkTrainingConfig(options.config);
  checkExamples(examples, config);
  signal?.throwIfAborted();

  const run = createRun(examples, config);
  let model: TrainedModel | undefined;
  try {
    yield startedEvent(run);
    for (let epoch = 1; epoch <= config.epochs; epoch++) {
      const loss = yield* trainEpoch(run, { epoch, signal });
      const validation = await run.validation.evaluateNetwork(run.network, signal);
      run.best.offer(run.network, { epoch, metrics: validation });
      yield { kind: 'epoch', epoch, loss, validation };
      signal?.throwIfAborted();
    }
    const { epoch: bestEpoch, metrics } = run.best.restore(run.network);
    const baseline = run.validation.evaluateBaseline();
    yield { kind: 'finished', metrics, baseline, bestEpoch };
    const { network } = run;
    const dispose = () => void network.dispose();
    model = { network, config, classes: examples.classes, metrics, baseline, dispose };
    return model;
  } finally {
    run.loss.dispose();
    run.optimizer.dispose();
    run.best.dispose();
    if (model === undefined) {
      run.network.dispose();
    }
  }
}

type Run = ReturnType<typeof createRun>;

/** What lives as long as a training. */
function createRun(examples: TrainingExamples, config: TrainingConfig) {
  const random = createRandom(config.seed);
  const split = stratifiedSplit({
    labels: examples.labels,
    share: config.validationShare,
    random: random.fork('split'),
  });
  const network = createNetwork({
    config,
    random: random.fork('weights'),
    statistics: examples.kind === 'features' ? featureStatistics(examples, split.train) : undefined,
  });
  const batchSize = config.sampling.classes * config.sampling.images;
  const stepsPerEpoch =
    config.stepsPerEpoch === 'auto'
      ? Math.max(1, Math.ceil(split.train.length / batchSize))
      : config.stepsPerEpoch;
  return {
    examples,
    config,
    split,
    stepsPerEpoch,
    steps: stepsPerEpoch * config.epochs,
    sampler: createSampler({
      labels: split.train.map((index) => examples.labels[index] as number),
      config: config.sampling,
      random: random.fork('sampling'),
    }),
    augmentationRandom: random.fork('augmentation'),
    validation: createValidation({ examples, split, random: random.fork('validation') }),
    network,
    optimizer: new ScheduledAdam(config.optimizer.learningRate),
    loss: createLoss({
      config: config.loss,
      mining: config.mining,
      classes: examples.classes.length,
      dimension: shadowDimension(network),
      random: random.fork('loss'),
    }),
    best: new BestEpoch(),
  };
}

/** Columns of a network's second output, d. */
function shadowDimension({ outputs }: TrainedModel['network']): number {
  const dimension = outputs[1]?.shape[1];
  invariant(typeof dimension === 'number', 'a network gives an embedding and a shadow');
  return dimension;
}

function startedEvent({ examples, split, network, config, steps }: Run): TrainingEvent {
  return {
    kind: 'started',
    classes: new Set(examples.labels).size,
    trainImages: split.train.length,
    validationImages: split.heldOut.length,
    parameters: network.countParams(),
    epochs: config.epochs,
    steps,
  };
}

interface EpochOptions {
  readonly epoch: number;
  readonly signal: AbortSignal | undefined;
}

/** The steps of an epoch; returns their mean loss. */
async function* trainEpoch(
  run: Run,
  { epoch, signal }: EpochOptions,
): AsyncGenerator<TrainingEvent, number> {
  let sum = 0;
  for (let inEpoch = 0; inEpoch < run.stepsPerEpoch; inEpoch++) {
    await nextTurn();
    signal?.throwIfAborted();
    const step = (epoch - 1) * run.stepsPerEpoch + inEpoch; // from 0
    const result = await takeStep(run, step);
    sum += result.loss;
    yield { kind: 'step', step: step + 1, epoch, ...result };
  }
  return sum / run.stepsPerEpoch;
}

async function takeStep(run: Run, step: number): Promise<StepResult> {
  const { config, examples, network, optimizer, loss, steps } = run;
  const positions = run.sampler.next(); // into the training part [P * K]
  const batch = exampleBatch({
    examples,
    indices: positions.map((position) => run.split.train[position] as number),
    augmentation: config.augmentation,
    random: run.augmentationRandom,
  });
  const peak = config.optimizer.learningRate;
  optimizer.setLearningRate(learningRate({ schedule: config.schedule, peak, step, steps }));
  const result = await trainingStep({ network, optimizer, loss, batch });
  if (!Number.isFinite(result.loss)) {
    throw new UmbraError(
      'training_failed',
      `The loss is no longer a number after step ${step + 1} of ${steps}: ` +
        `train with a smaller optimizer.learningRate than ${peak}.`,
    );
  }
  return result;
}
