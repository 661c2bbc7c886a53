/**
 * Trains a network on from the weights that it has: the second stage of a training, whose first
 * was a head or the same net, and the adaptation of a model to another domain. It is measured
 * before and after on pictures that were held back, and of all points between the old weights and
 * the new ones the best is kept, so that no model gets worse by what can be measured.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { VaryPictures } from '../augmentation/index.js';
import { invariant } from '../errors/index.js';
import type { BeforeAndAfter, ModelOrigin, TrainedModel, TrainingConfig } from '../model/index.js';
import { checkExamples } from './check-examples.js';
import type { CheckpointOptions } from './checkpoint.js';
import { createDomains, type Domains, type OldExamples } from './domains.js';
import { train } from './train.js';
import type { TrainingEvent } from './training-event.js';
import type { TrainingExamples } from './training-examples.js';
import type { StartNetwork } from './training-run.js';
import type { ValidationResult } from './validation.js';
import { pathShares, WeightPath } from './weight-path.js';

export interface FineTuneOptions {
  /** What the examples are -> [embedding [B, D], shadow [B, d]]; its weights are changed. */
  readonly start: StartNetwork;
  readonly examples: TrainingExamples;
  /** Of the domain that the network comes from. */
  readonly old?: OldExamples | undefined;
  readonly config: TrainingConfig;
  /** See `train`. */
  readonly vary?: VaryPictures | undefined;
  readonly checkpoint?: CheckpointOptions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A model whose network is the one that it started from. */
export interface FineTunedModel extends TrainedModel {
  readonly measured: Pick<ModelOrigin, 'share' | 'pictures' | 'oldPictures'>;
}

/**
 * The events are those of `train`; where the start is the best of all, the best epoch is 0. The
 * metrics are those of the new pictures.
 * @throws UmbraError see `train`
 */
export async function* fineTune(
  options: FineTuneOptions,
): AsyncGenerator<TrainingEvent, FineTunedModel> {
  const { start, examples, config, vary, checkpoint, signal } = options;
  const { network } = start;
  for (const set of [examples, ...(options.old === undefined ? [] : [options.old.examples])]) {
    checkExamples(set, { config, isStarted: true });
  }
  const domains = createDomains(options);
  const path = new WeightPath(network);
  try {
    const before = await measure(domains, network, signal);
    const { examples: all, split } = domains;
    const training = train({ examples: all, config, start, split, vary, checkpoint, signal });
    const { model, finished } = yield* withoutItsEnd(training);
    path.end();
    const best = await bestPoint(path, { network, domains, before, config, signal });
    path.moveTo(best.share);
    const { metrics, prefixes } = best.measured.fresh;
    const baseline = domains.fresh.evaluateBaseline();
    const told = { metrics, baseline, ...(prefixes.length > 0 ? { prefixes } : {}) };
    yield { ...finished, ...told, bestEpoch: best.share === 0 ? 0 : finished.bestEpoch };
    const { pictures, oldPictures } = changes(before, best.measured);
    const measured = { share: best.share, pictures, ...(oldPictures ? { oldPictures } : {}) };
    return { ...model, ...told, network, measured };
  } finally {
    path.dispose();
  }
}

type Finished = Extract<TrainingEvent, { kind: 'finished' }>;

/** Everything that a training tells but its last event. */
async function* withoutItsEnd(
  training: AsyncGenerator<TrainingEvent, TrainedModel>,
): AsyncGenerator<TrainingEvent, { readonly model: TrainedModel; readonly finished: Finished }> {
  let finished: Finished | undefined;
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
    return { model: step.value, finished };
  } finally {
    // Reached early when the consumer leaves: lets the loop free its tensors.
    await training.return(undefined as never);
  }
}

/** A network on both domains. */
interface Measured {
  readonly fresh: ValidationResult;
  readonly old: ValidationResult | null;
}

async function measure(
  { fresh, old }: Domains,
  network: LayersModel,
  signal: AbortSignal | undefined,
): Promise<Measured> {
  return {
    fresh: await fresh.evaluateNetwork(network, signal),
    old: old === null ? null : await old.evaluateNetwork(network, signal),
  };
}

interface PathOptions {
  readonly network: LayersModel;
  readonly domains: Domains;
  /** At the start of the path. */
  readonly before: Measured;
  readonly config: TrainingConfig;
  readonly signal: AbortSignal | undefined;
}

interface PathPoint {
  readonly share: number;
  readonly measured: Measured;
}

/** The point with the best MAP@R, the mean of both domains; of equal ones the later. */
async function bestPoint(path: WeightPath, options: PathOptions): Promise<PathPoint> {
  const { network, domains, before, config, signal } = options;
  // What lies between the axes of two PCAs are the axes of none.
  const shares = config.projection.kind === 'pca' ? [0, 1] : pathShares;
  let best: PathPoint = { share: 0, measured: before };
  for (const share of shares.slice(1)) {
    path.moveTo(share);
    const measured = await measure(domains, network, signal);
    if (score(measured) >= score(best.measured)) {
      best = { share, measured };
    }
  }
  return best;
}

function score({ fresh, old }: Measured): number {
  return old === null ? fresh.metrics.mapAtR : (fresh.metrics.mapAtR + old.metrics.mapAtR) / 2;
}

function changes(before: Measured, after: Measured): Pick<ModelOrigin, 'pictures' | 'oldPictures'> {
  const pair = (one: ValidationResult, other: ValidationResult): BeforeAndAfter => ({
    before: one.metrics,
    after: other.metrics,
  });
  return {
    pictures: pair(before.fresh, after.fresh),
    ...(before.old && after.old ? { oldPictures: pair(before.old, after.old) } : {}),
  };
}
