/**
 * The training loop. Progress is data: the caller pulls one event after the other, so it decides
 * how fast the loop goes and what is drawn, stored or sent. Everything random comes from the
 * configuration's seed, one stream a consumer: the same examples, configuration and backend give
 * the same losses bit for bit.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { VaryPictures } from '../augmentation/index.js';
import { invariant } from '../errors/index.js';
import { checkTrainingConfig, type TrainedModel, type TrainingConfig } from '../model/index.js';
import type { Split } from '../sampling/index.js';
import { checkExamples } from './check-examples.js';
import {
  type CheckpointOptions,
  captureRun,
  checkSameTraining,
  examplesHash,
  readCheckpoint,
  restoreRun,
} from './checkpoint.js';
import { bestEpoch, type EpochRecord, progressStart, trainingEnd } from './progress.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingExamples } from './training-examples.js';
import { createRun, disposeRun, type StartNetwork, type TrainingRun } from './training-run.js';
import { trainingStep } from './training-step.js';
import { deadLoss, isIdle, watchStep } from './training-watch.js';

export interface TrainOptions {
  /** Pixels of `config.input`, or features of the backbone that `config.encoder` names. */
  readonly examples: TrainingExamples;
  readonly config: TrainingConfig;
  /** Trains this network on, instead of a new one. */
  readonly start?: StartNetwork | undefined;
  /** Varies the pictures of the next batch while a step computes; else this thread does it. */
  readonly vary?: VaryPictures | undefined;
  /** Which examples are trained on and which measure; by the configuration when left out. */
  readonly split?: Split | undefined;
  /** Continues from the checkpoint that is in the store, if any, and writes new ones. */
  readonly checkpoint?: CheckpointOptions | undefined;
  /** Ends the training between two steps; the generator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a network on 1 - `validationShare` of every class, or of the classes, and measures it on
 * the rest after each epoch; the model has the weights of the best epoch. The backend must be
 * selected before.
 * @returns the model, which the caller disposes; every other tensor is gone, however the training
 * ends.
 * @throws UmbraError `config_invalid`; `too_few_classes`; `too_few_images`; `training_failed` when
 * the loss is no longer a number; `training_collapsed`; `loss_dead`; `checkpoint_corrupt`;
 * `checkpoint_mismatch`; what the checkpoint's store throws.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainingEvent, TrainedModel> {
  const { examples, start, split, vary, signal } = options;
  const config = checkTrainingConfig(options.config);
  checkExamples(examples, { config, isStarted: start !== undefined });
  signal?.throwIfAborted();

  const run = createRun({ examples, config, start, split, vary });
  const { layers: network } = run.network;
  const dispose = () => void (start === undefined && network.dispose());
  let model: TrainedModel | undefined;
  try {
    yield startedEvent(run);
    const save = yield* resume(run, options.checkpoint);
    let end = trainingEnd(run.progress, run);
    while (end === null) {
      yield* trainEpoch(run, { signal, save });
      const record = await validate(run, signal);
      yield { kind: 'epoch', ...epochNews(record) };
      signal?.throwIfAborted();
      end = trainingEnd(run.progress, run);
      if (end === null) {
        yield* save();
      }
    }
    const best = bestEpoch(run.progress.epochs);
    invariant(best !== undefined, 'a training has at least one epoch');
    const { validation: metrics, epoch } = best;
    const baseline = run.validation.evaluateBaseline();
    if (isIdle(run.progress.watch, run.stepsPerEpoch) && metrics.mapAtR < baseline.mapAtR) {
      throw deadLoss(run.progress.watch, config);
    }
    run.best.restore(network);
    const { prefixes } = best;
    const told = { metrics, baseline, bestEpoch: epoch, end };
    yield { kind: 'finished', ...told, ...(prefixes.length > 0 ? { prefixes } : {}) };
    const measured = { metrics, baseline, prefixes };
    model = { network, config, classes: examples.classes, ...measured, dispose };
    return model;
  } finally {
    disposeRun(run);
    if (model === undefined) {
      dispose();
    }
  }
}

function startedEvent({ examples, split, network, config, steps }: TrainingRun): TrainingEvent {
  return {
    kind: 'started',
    classes: new Set(examples.labels).size,
    trainImages: split.train.length,
    validationImages: split.heldOut.length,
    heldOut: [...split.heldOut],
    parameters: network.layers.countParams(),
    epochs: config.epochs,
    steps,
  };
}

/** Writes a checkpoint if it is time. */
type Save = () => AsyncGenerator<TrainingEvent, void>;

/** Goes on from the checkpoint in the store; returns what writes the next ones. */
async function* resume(
  run: TrainingRun,
  checkpoint: CheckpointOptions | undefined,
): AsyncGenerator<TrainingEvent, Save> {
  if (checkpoint === undefined) {
    return async function* () {};
  }
  const { store, everyMs, clock } = checkpoint;
  const examples = examplesHash(run.examples);
  const bytes = await store.read();
  if (bytes !== null) {
    const found = readCheckpoint(bytes, store.name);
    const { config, startId: start } = run;
    checkSameTraining(found, { config, examples, start, name: store.name });
    restoreRun(run, found);
    const { step, epochs } = run.progress;
    yield { kind: 'resumed', step, epochs: epochs.map(epochNews) };
  }
  let last = clock();
  return async function* () {
    if (clock() - last >= everyMs) {
      await store.write(await captureRun(run, examples));
      last = clock();
      yield { kind: 'checkpoint', step: run.progress.step };
    }
  };
}

interface EpochOptions {
  readonly signal: AbortSignal | undefined;
  readonly save: Save;
}

/** The steps that are left of the epoch at hand. */
async function* trainEpoch(
  run: TrainingRun,
  { signal, save }: EpochOptions,
): AsyncGenerator<TrainingEvent, void> {
  const { config, stepsPerEpoch } = run;
  const epoch = run.progress.epochs.length + 1;
  while (run.progress.step < epoch * stepsPerEpoch) {
    await nextTurn();
    signal?.throwIfAborted();
    const { progress } = run;
    const { loss, activeShare, spread } = await trainingStep(run, progress.step);
    const step = progress.step + 1;
    const watch = watchStep(progress.watch, { step, loss, activeShare, spread }, config);
    run.progress = { ...progress, step, lossSum: progress.lossSum + loss, watch };
    yield { kind: 'step', step, epoch, loss, activeShare };
    if (step < epoch * stepsPerEpoch) {
      yield* save();
    }
  }
}

/** Measures the epoch's weights, or their average, and keeps them if they are the best so far. */
async function validate(run: TrainingRun, signal: AbortSignal | undefined): Promise<EpochRecord> {
  const { progress, network, average, stepsPerEpoch } = run;
  const measure = async (): Promise<EpochRecord> => {
    const { metrics, prefixes, confusions } = await run.validation.evaluateNetwork(
      network.layers,
      signal,
    );
    const record = {
      epoch: progress.epochs.length + 1,
      loss: progress.lossSum / stepsPerEpoch,
      validation: metrics,
      prefixes,
      confusions,
    };
    if (bestEpoch([...progress.epochs, record]) === record) {
      run.best.keep(network.layers);
    }
    return record;
  };
  const record = await (average === null ? measure() : average.within(measure));
  run.sampler.feedback(record.confusions);
  const epochs = [...progress.epochs, record];
  run.progress = { ...progressStart, step: progress.step, epochs, watch: progress.watch };
  return record;
}

/** What is told of an epoch. */
function epochNews({ epoch, loss, validation, prefixes }: EpochRecord) {
  return { epoch, loss, validation, ...(prefixes.length > 0 ? { prefixes } : {}) };
}
