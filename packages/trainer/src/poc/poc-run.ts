/**
 * A search from pictures to the report: which vector length, negatives and loss suit these
 * pictures, within a time budget. Progress is data, as in a training run: the command line draws
 * it.
 */
import { type BackendRequest, selectBackend } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import type { ExampleFacts, TrainingConfig } from '@umbra/core/training';
import { configureByPreset } from '../backbones/configure-by-preset.js';
import { type DatasetOptions, openDataset } from '../datasets/dataset.js';
import {
  type LoadExamplesOptions,
  type LoadedExamples,
  type Loading,
  loadExamples,
} from '../features/load-examples.js';
import { checkMemory } from '../run/preflight.js';
import { drawPictures } from './draw-pictures.js';
import type { PocEvent } from './poc-event.js';
import { projectionDimensions } from './recipe-grid.js';
import { searchAndReport } from './search-and-report.js';
import type { TestProtocol } from './split-data.js';
import { TimeBudget } from './time-budget.js';
import { trialConfig } from './trial.js';

export interface PocOptions {
  readonly data: DatasetOptions;
  /** What the report calls the data. */
  readonly name: string;
  readonly backend: BackendRequest;
  /** Name or SHA-256, or `none`; when left out, the newest one if the pictures suit it. */
  readonly backbone?: string | undefined;
  /** The folder of backbones. */
  readonly backbones: string;
  /** The time budget. */
  readonly seconds: number;
  /** When it began, in milliseconds of `performance.now()`; now when left out. */
  readonly startedAt?: number | undefined;
  /** The memory budget; null: as much as it takes. */
  readonly memoryBytes: number | null;
  /** Repetitions of the runs that the figures come from, 2 to 10. */
  readonly seeds: number;
  /** The first of them. */
  readonly seed: number;
  readonly protocol: TestProtocol;
  readonly signal: AbortSignal;
}

/**
 * @throws UmbraError of the data, the backbone or the backend; `too_few_classes`, `too_few_images`;
 * `config_invalid` when the time is too short for a single setting; `budget_exceeded` when the
 * memory does not do for a training; the signal's reason.
 */
export async function* pocRun(options: PocOptions): AsyncGenerator<PocEvent> {
  const { protocol, seed, seeds, signal, name, backbones, memoryBytes } = options;
  const budget = new TimeBudget(options.seconds, options.startedAt);
  const backend = await selectBackend(options.backend);
  yield { kind: 'backend', backend };
  const before = process.memoryUsage.rss();
  const dataset = await openDataset({ ...options.data, signal });
  const facts = await dataset.facts();
  const base = await configureByPreset({ ...options, preset: 'quick', facts });
  const checkFit = (known: ExampleFacts): Promise<number> =>
    checkMemory(largestTraining(base), { facts: known, before, budget: memoryBytes });
  if (base.encoder.kind === 'convolutional') {
    const { width, height, channels } = base.input;
    await checkFit({ kind: 'pixels', count: facts.images, width: width * height * channels });
  }
  let available = 0;
  const choose = (labels: Int32Array): Int32Array => {
    available = labels.length;
    return drawPictures(labels, seed);
  };
  const { cacheDirectory } = options.data;
  const loaded = yield* load(
    {
      ...{ dataset, config: base, backbones, backend: backend.name, cacheDirectory },
      ...{ choose, signal },
    },
    budget,
  );
  const { examples } = loaded;
  if (examples.kind === 'features') {
    await checkFit({ kind: 'features', count: examples.labels.length, width: examples.width });
  }
  yield* searchAndReport({
    ...{ name, loaded, available, base, backend, backbones },
    ...{ budget, memoryBytes, protocol, seeds, signal },
  });
}

/** All lengths at once. */
function largestTraining(base: TrainingConfig): TrainingConfig {
  const lengths = projectionDimensions(base.encoder.embeddingDimension);
  return trialConfig(base, base, { lengths, epochs: base.epochs, seed: base.seed });
}

async function* load(
  options: LoadExamplesOptions & { readonly signal: AbortSignal },
  budget: TimeBudget,
): AsyncGenerator<PocEvent, LoadedExamples> {
  const signal = budget.until(0, options.signal);
  const loading = loadExamples({ ...options, signal });
  let last: Loading | undefined;
  try {
    let step = await loading.next();
    while (!step.done) {
      last = step.value;
      yield { kind: 'preparing', ...last };
      step = await loading.next();
    }
    for (const picture of step.value.skipped) {
      yield { kind: 'skipped', ...picture };
    }
    return step.value;
  } catch (error) {
    options.signal.throwIfAborted();
    throw signal.aborted ? outOfTime(budget, last) : error;
  } finally {
    // Reached early when the consumer leaves: closes files and threads.
    await loading.return(undefined as never);
  }
}

function outOfTime({ seconds }: TimeBudget, last: Loading | undefined): UmbraError {
  const reached =
    last?.stage === 'features'
      ? `${last.done} of ${last.total} pictures had gone through the backbone`
      : `${last?.done ?? 0} of ${last?.total ?? 0} pictures had been read`;
  return new UmbraError(
    'config_invalid',
    `The time budget of ${seconds} s ended when ${reached}: give it more time. ` +
      'What is done is kept in the cache for the next run.',
  );
}
