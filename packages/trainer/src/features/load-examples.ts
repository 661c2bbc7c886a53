/**
 * The examples that an encoder trains on, from a data set: its pictures, or for the head of a
 * backbone the features of its pictures. The one way to them for every kind of training.
 */
import { type BackboneReference, referenceOf } from '@umbra/core/backbone';
import type { BackendRequest } from '@umbra/core/backend';
import { baselinePixels } from '@umbra/core/encoder';
import {
  pickExamples,
  type StartModel,
  type TrainingConfig,
  type TrainingExamples,
  type TrainingImages,
} from '@umbra/core/training';
import { findBackbone } from '../backbones/find-backbone.js';
import type { Dataset } from '../datasets/dataset.js';
import type { DecodedPictures } from '../datasets/decode-pictures.js';
import type { SkippedPicture } from '../datasets/picture-source.js';
import { type FeatureSource, openFeatureSource } from './feature-source.js';

export interface LoadExamplesOptions {
  readonly dataset: Dataset;
  readonly config: Pick<TrainingConfig, 'input' | 'encoder'>;
  /** The folder of backbones. */
  readonly backbones: string;
  /** Which of the pictures that could be read are taken, ascending; all when left out. */
  readonly choose?: ((labels: Int32Array) => Int32Array) | undefined;
  /** The model that is trained on; its trained part takes the examples. */
  readonly start?: StartModel | undefined;
  /** What computes features, if there are any to compute. */
  readonly backend: BackendRequest;
  /** Where features are kept between runs; nowhere when left out. */
  readonly cacheDirectory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Pictures are read first and, for a backbone, then sent through it. */
export interface Loading {
  readonly stage: 'pictures' | 'features';
  readonly done: number;
  readonly total: number;
}

export interface LoadedExamples {
  readonly examples: TrainingExamples;
  /** The pictures that they come from. */
  readonly images: TrainingImages;
  /** Path of every picture, in the order of the examples. */
  readonly paths: readonly string[];
  readonly skipped: readonly SkippedPicture[];
  /** What `saveModel` needs to know. */
  readonly backbone: BackboneReference | undefined;
}

/**
 * @throws UmbraError of the data; `backbone_missing`; see also `openBackbone`; the signal's reason.
 */
export async function* loadExamples(
  options: LoadExamplesOptions,
): AsyncGenerator<Loading, LoadedExamples> {
  const { dataset, config, backbones, start } = options;
  const { encoder, input } = config;
  const takesPixels = start !== undefined && start.backbone === undefined;
  const backbone =
    encoder.kind === 'backbone' && !takesPixels
      ? referenceOf(await findBackbone(backbones, encoder.backbone))
      : undefined;
  const { images, paths, skipped } = chosen(yield* pictures(dataset.images(input)), options);
  if (takesPixels) {
    const examples = yield* rows(start, images, options.signal);
    return { examples, images, paths, skipped, backbone };
  }
  if (backbone === undefined) {
    return { examples: images, images, paths, skipped, backbone };
  }
  const source = await openFeatureSource({ ...options, reference: backbone, input });
  try {
    const examples = yield* features(source, images, options.signal);
    return { examples, images, paths, skipped, backbone };
  } finally {
    await source.close();
  }
}

function chosen(
  { images, paths, skipped }: DecodedPictures,
  { choose }: Pick<LoadExamplesOptions, 'choose'>,
): DecodedPictures {
  const rows = choose?.(images.labels);
  return rows === undefined || rows.length === images.labels.length
    ? { images, paths, skipped }
    : {
        images: pickExamples(images, rows),
        paths: Array.from(rows, (row) => paths[row] as string),
        skipped,
      };
}

async function* pictures(
  decoding: ReturnType<Dataset['images']>,
): AsyncGenerator<Loading, DecodedPictures> {
  try {
    let step = await decoding.next();
    while (!step.done) {
      yield { stage: 'pictures', ...step.value };
      step = await decoding.next();
    }
    return step.value;
  } finally {
    // Reached early when the consumer leaves: closes the files that are being read.
    await decoding.return(undefined as never);
  }
}

/** What the frozen part of a model makes of pictures. */
async function* rows(
  start: StartModel,
  images: TrainingImages,
  signal: AbortSignal | undefined,
): AsyncGenerator<Loading, TrainingExamples> {
  const total = images.labels.length;
  const computing = start.rows(images, signal);
  try {
    let step = await computing.next();
    while (!step.done) {
      yield { stage: 'features', done: step.value, total };
      step = await computing.next();
    }
    return step.value;
  } finally {
    await computing.return(undefined as never);
  }
}

async function* features(
  source: FeatureSource,
  { pixels, labels, classes, size }: TrainingImages,
  signal: AbortSignal | undefined,
): AsyncGenerator<Loading, TrainingExamples> {
  const total = labels.length;
  const computing = source.compute(pixels, total, signal);
  try {
    let step = await computing.next();
    while (!step.done) {
      yield { stage: 'features', done: step.value, total };
      step = await computing.next();
    }
    const width = step.value.length / total;
    const baseline = baselinePixels({ pixels, count: total, size }); // [N, P]
    return { kind: 'features', features: step.value, width, labels, classes, baseline };
  } finally {
    await computing.return(undefined as never);
  }
}
