/**
 * A search from pictures to the report: which vector length, negatives and loss suit these
 * pictures, within a time budget. Progress is data, as in a training run: the command line draws
 * it.
 */
import { type BackendRequest, selectBackend } from '@umbra/core/backend';
import { presetConfig } from '@umbra/core/training';
import { type DatasetOptions, openDataset } from '../datasets/dataset.js';
import type { DecodedPictures } from '../datasets/decode-pictures.js';
import type { PocEvent } from './poc-event.js';
import { searchAndReport } from './search-and-report.js';
import type { TestProtocol } from './split-data.js';
import { TimeBudget } from './time-budget.js';

export interface PocOptions {
  readonly data: DatasetOptions;
  /** What the report calls the data. */
  readonly name: string;
  readonly backend: BackendRequest;
  /** The time budget. */
  readonly seconds: number;
  /** Repetitions of the runs that the figures come from, 2 to 10. */
  readonly seeds: number;
  /** The first of them. */
  readonly seed: number;
  readonly protocol: TestProtocol;
  readonly signal: AbortSignal;
}

/**
 * @throws UmbraError of the data or the backend; `too_few_classes`, `too_few_images`;
 * `config_invalid` when the time is too short for a single setting; the signal's reason.
 */
export async function* pocRun(options: PocOptions): AsyncGenerator<PocEvent> {
  const { protocol, seed, seeds, signal, name } = options;
  const budget = new TimeBudget(options.seconds);
  const backend = await selectBackend(options.backend);
  yield { kind: 'backend', backend };
  const dataset = await openDataset({ ...options.data, signal });
  const base = presetConfig('quick', await dataset.facts(), seed);
  const { images, skipped } = yield* prepare(dataset.images(base.input));
  yield* searchAndReport({
    name,
    examples: images,
    skipped: skipped.length,
    base,
    backend,
    budget,
    protocol,
    seeds,
    signal,
  });
}

type Preparation = ReturnType<Awaited<ReturnType<typeof openDataset>>['images']>;

async function* prepare(preparation: Preparation): AsyncGenerator<PocEvent, DecodedPictures> {
  try {
    let step = await preparation.next();
    while (!step.done) {
      yield { kind: 'preparing', ...step.value };
      step = await preparation.next();
    }
    for (const picture of step.value.skipped) {
      yield { kind: 'skipped', ...picture };
    }
    return step.value;
  } finally {
    // Reached early when the consumer leaves: closes the files that are being read.
    await preparation.return(undefined as never);
  }
}
