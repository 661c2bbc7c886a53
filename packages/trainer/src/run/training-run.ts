/**
 * One training from pictures to the saved model, as the messages of the training protocol. The
 * worker sends them, the command line draws them.
 */
import { access, constants, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { VaryPictures } from '@umbra/core/augmentation';
import { type BackendInfo, type BackendRequest, selectBackend } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { saveModel } from '@umbra/core/model';
import {
  type DatasetFacts,
  type FineTunedModel,
  fineTune,
  type OldExamples,
  openStartModel,
  type StartModel,
  type StartModelOptions,
  type TrainedModel,
  type TrainingConfig,
  type TrainingEvent,
  type TrainingExamples,
  train,
  type WorkerMessage,
} from '@umbra/core/training';
import { paysToVaryAhead, startAugmentationThread } from '../augmentation/augmentation-thread.js';
import { type DatasetOptions, openDataset } from '../datasets/dataset.js';
import { type LoadedExamples, loadExamples } from '../features/load-examples.js';
import { checkStart } from './check-start.js';
import { checkpointFile } from './checkpoint-file.js';
import { holdOut } from './hold-out.js';
import { Pace } from './pace.js';
import { type Budgets, type Preflight, preflight } from './preflight.js';

export type RunMessage = Exclude<WorkerMessage, { readonly kind: 'cancelled' | 'failed' }>;

export interface TrainingRunOptions {
  readonly data: DatasetOptions;
  readonly backend: BackendRequest;
  /** @param start the model that `from` names */
  readonly configure: (facts: DatasetFacts, start?: StartModel) => Promise<TrainingConfig>;
  /** Trains this model on, instead of a new one. */
  readonly from?: TrainingFrom | undefined;
  /** The folder of backbones. */
  readonly backbones: string;
  /** Where the features of pictures are kept between runs; nowhere when left out. */
  readonly featureCacheDirectory?: string | undefined;
  /** Pictures that the training must not see, not even to validate. */
  readonly holdOut?: { readonly share: number; readonly seed: number } | undefined;
  /** Where the model artifact goes; must not exist. */
  readonly outputDirectory: string;
  /** Continued from where one is there; absent: none is read or written. */
  readonly checkpoint?: { readonly path: string; readonly everyMs: number } | undefined;
  /** Tells before the training what it will take, and refuses one that takes more. */
  readonly budgets?: Budgets | undefined;
  /** What the model is called. */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

export interface TrainingFrom extends Pick<StartModelOptions, 'directory' | 'blocks'> {
  /** Pictures of the kind that the model was trained on, and how many for each new one. */
  readonly old?: { readonly data: DatasetOptions; readonly share: number } | undefined;
}

/**
 * @throws UmbraError of the data, the configuration, the backend or the training; the signal's
 * reason.
 */
export async function* trainingRun(options: TrainingRunOptions): AsyncGenerator<RunMessage> {
  await checkOutput(options.outputDirectory);
  const backend = await selectBackend(options.backend);
  yield { kind: 'backend', backend };
  const { from, backbones } = options;
  const start = from && (await openStartModel({ ...from, backbones }));
  try {
    yield* trainAndSave(options, { backend, start });
  } finally {
    start?.dispose();
  }
}

interface RunParts {
  readonly backend: BackendInfo;
  readonly start: StartModel | undefined;
}

async function* trainAndSave(
  options: TrainingRunOptions,
  { backend, start }: RunParts,
): AsyncGenerator<RunMessage> {
  const { data, outputDirectory, signal } = options;
  const dataset = await openDataset({ ...data, signal });
  const oldData = options.from?.old;
  const oldDataset = oldData && (await openDataset({ ...oldData.data, signal }));
  const facts = await dataset.facts();
  const config = await options.configure(facts, start);
  if (start !== undefined) {
    checkStart(config, start.card);
  }
  yield { kind: 'config', config };
  const check = options.budgets && preflight(config, { ...options.budgets, start });
  const oldImages = (await oldDataset?.facts())?.images ?? 0;
  await check?.beforeReading({ ...facts, images: facts.images + oldImages });
  const { backbones, featureCacheDirectory: cacheDirectory } = options;
  const common = { config, backbones, start, backend: backend.name, cacheDirectory, signal };
  const { examples, backbone } = yield* prepare(loadExamples({ dataset, ...common }), options);
  const prepared =
    oldDataset && (yield* prepare(loadExamples({ dataset: oldDataset, ...common }), options));
  const old = prepared && oldData && { examples: prepared.examples, share: oldData.share };
  const model = yield* trainVaried({ examples, old, start, config, check, options });
  try {
    const createdAt = new Date().toISOString();
    const about = { name: options.name, createdAt, backend, backbone };
    const card = await saveModel({ directory: outputDirectory, model, card: about });
    if (options.checkpoint !== undefined) {
      await rm(options.checkpoint.path, { force: true });
    }
    yield { kind: 'succeeded', card };
  } finally {
    model.dispose();
  }
}

/** Nobody should wait for a training whose model cannot be saved. */
async function checkOutput(directory: string): Promise<void> {
  const exists = await access(directory).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new UmbraError(
      'conflict',
      `${directory} is already there: name a place for the model that is not.`,
    );
  }
  try {
    await mkdir(dirname(directory), { recursive: true });
    await access(dirname(directory), constants.W_OK);
  } catch (cause) {
    throw new UmbraError(
      'unavailable',
      `The model cannot be saved in ${dirname(directory)} (${(cause as Error).message}).`,
      { cause },
    );
  }
}

async function* prepare(
  loading: ReturnType<typeof loadExamples>,
  { holdOut: apart }: TrainingRunOptions,
): AsyncGenerator<RunMessage, Pick<LoadedExamples, 'examples' | 'backbone'>> {
  try {
    let step = await loading.next();
    while (!step.done) {
      yield { kind: 'preparing', ...step.value };
      step = await loading.next();
    }
    const { examples, skipped, backbone } = step.value;
    for (const picture of skipped) {
      yield { kind: 'skipped', ...picture };
    }
    return { examples: apart === undefined ? examples : holdOut(examples, apart).kept, backbone };
  } finally {
    // Reached early when the consumer leaves: closes files and threads.
    await loading.return(undefined as never);
  }
}

interface VariedOptions {
  readonly examples: TrainingExamples;
  readonly old: OldExamples | undefined;
  readonly start: StartModel | undefined;
  readonly config: TrainingConfig;
  readonly check: Preflight | undefined;
  readonly options: TrainingRunOptions;
}

/** Estimates and trains, with a thread that varies the pictures where it pays. */
async function* trainVaried(varied: VariedOptions): AsyncGenerator<RunMessage, TrainedModel> {
  const { examples, old, start, config, check, options } = varied;
  const { checkpoint, signal } = options;
  const thread = paysToVaryAhead(examples, config) ? startAugmentationThread() : null;
  const vary = thread?.vary;
  try {
    if (check !== undefined) {
      const prepared = { examples, old };
      yield { kind: 'estimate', ...(await check.beforeTraining(prepared, { vary, signal })) };
    }
    return yield* trainTimed({ examples, old, start, config, vary, checkpoint, signal });
  } finally {
    await thread?.end();
  }
}

interface TimedOptions {
  readonly examples: TrainingExamples;
  readonly old: OldExamples | undefined;
  readonly start: StartModel | undefined;
  readonly config: TrainingConfig;
  readonly vary: VaryPictures | undefined;
  readonly checkpoint: TrainingRunOptions['checkpoint'];
  readonly signal: AbortSignal | undefined;
}

async function* trainTimed(options: TimedOptions): AsyncGenerator<RunMessage, TrainedModel> {
  const { examples, old, start, config, vary, signal } = options;
  const { classes, images: imagesPerClass } = config.sampling;
  const clock = (): number => performance.now();
  const pace = new Pace(classes * imagesPerClass, clock);
  const checkpoint = options.checkpoint && {
    store: checkpointFile(options.checkpoint.path),
    everyMs: options.checkpoint.everyMs,
    clock,
  };
  const common = { examples, config, vary, checkpoint, signal };
  const training =
    start === undefined
      ? train(common)
      : withOrigin(fineTune({ ...common, start: start.start, old }), start);
  try {
    let step = await training.next();
    while (!step.done) {
      yield { kind: 'event', event: step.value, ...pace.read(step.value) };
      step = await training.next();
    }
    return step.value;
  } finally {
    // Reached early when the consumer leaves: lets the loop free its tensors.
    await training.return(undefined as never);
  }
}

/** The model as its artifact holds it: whole, and with what it comes from. */
async function* withOrigin(
  training: AsyncGenerator<TrainingEvent, FineTunedModel>,
  { network, origin }: StartModel,
): AsyncGenerator<TrainingEvent, TrainedModel> {
  const { measured, ...model } = yield* training;
  return { ...model, network, origin: { ...origin, ...measured } };
}
