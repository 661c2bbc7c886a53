/**
 * Validation asks what a user asks: a new picture (held out) against a gallery of known ones (the
 * training part). Leave-one-out among the held-out pictures alone would leave out every class that
 * is small enough to hold out one. Only whole classes that were held out have nothing to find in
 * the training part: there each picture asks the others.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { baselinePixels } from '../encoder/index.js';
import {
  evaluateRetrieval,
  type PrefixMetrics,
  prefixMetrics,
  type QueryResults,
  type RetrievalMetrics,
  rankQueries,
  retrievalMetrics,
} from '../evaluation/index.js';
import { embedRows, type TrainingConfig } from '../model/index.js';
import type { Random } from '../random/index.js';
import type { ClassConfusion, Split } from '../sampling/index.js';
import { fitProjection } from './fit-projection.js';
import { pickExamples, type TrainingExamples } from './training-examples.js';

/** Bounds the time of a validation on large sets: drawn once, so that epochs stay comparable. */
const knownMax = 4000;
const askedMax = 1000;
/** The most pictures that a validation embeds. */
export const validationImagesMax = knownMax + askedMax;

export interface ValidationResult {
  readonly metrics: RetrievalMetrics;
  /** Of every prefix of a nested shadow, else empty. */
  readonly prefixes: readonly PrefixMetrics[];
  readonly confusions: readonly ClassConfusion[];
}

export interface Validation {
  /** Pictures that are embedded each time. */
  readonly images: number;
  /** Rows of the gallery and of the queries. */
  readonly sizes: { readonly known: number; readonly asked: number };
  /** Measures the shadows, after fitting a PCA projection if the network has one. */
  evaluateNetwork(network: LayersModel, signal?: AbortSignal): Promise<ValidationResult>;
  /** Of what needs no training: `baseline-pixels`, or bare features where only these are known. */
  evaluateBaseline(): RetrievalMetrics;
}

interface ValidationOptions {
  readonly examples: TrainingExamples;
  readonly config: Pick<TrainingConfig, 'projection' | 'validationSplit'>;
  readonly split: Split;
  readonly random: Random;
}

export function createValidation(options: ValidationOptions): Validation {
  const { examples, split, random } = options;
  const { projection, validationSplit } = options.config;
  const known = pickExamples(examples, atMost(knownMax, split.train, random));
  const asked = pickExamples(examples, atMost(askedMax, split.heldOut, random));
  const disjoint = validationSplit === 'class-disjoint';
  const parts = disjoint && projection.kind !== 'pca' ? [asked] : [known, asked];

  /** Vectors of `parts` -> who asks whom. */
  const taskOf = (vectors: readonly Float32Array[]) => {
    const labelled = parts.map(({ labels }, at) => ({
      vectors: vectors[at] as Float32Array,
      labels,
    }));
    const queries = labelled.at(-1) as (typeof labelled)[number];
    const gallery = disjoint ? queries : (labelled[0] as typeof queries);
    const dimension = queries.vectors.length / queries.labels.length;
    return { gallery, ...(disjoint ? {} : { queries }), dimension };
  };

  return {
    images: parts.reduce((sum, { labels }) => sum + labels.length, 0),
    sizes: {
      known: disjoint ? asked.labels.length : known.labels.length,
      asked: asked.labels.length,
    },
    evaluateNetwork: async (network, signal) => {
      const embedded: Awaited<ReturnType<typeof embedRows>>[] = [];
      for (const part of parts) {
        const rows = part.kind === 'features' ? part.features : part.pixels;
        embedded.push(await embedRows({ network, rows, count: part.labels.length, signal }));
      }
      const [first, ...others] = embedded as [(typeof embedded)[number], ...typeof embedded];
      const task = taskOf(
        projection.kind === 'pca'
          ? fitProjection(network, { known: first, others })
          : embedded.map(({ shadows }) => shadows),
      );
      const results = await rankQueries(task, { signal });
      const lengths = projection.kind === 'nested' ? projection.prefixes : [];
      return {
        metrics: retrievalMetrics(results),
        prefixes: await prefixMetrics(task, lengths, { signal }),
        confusions: confusionsOf(results, {
          asked: asked.labels,
          gallery: task.gallery.labels,
        }),
      };
    },
    evaluateBaseline: () => evaluateRetrieval(taskOf(parts.map(untrained))),
  };
}

interface Labels {
  readonly asked: Int32Array;
  readonly gallery: Int32Array;
}

/** How often a class's nearest picture was one of another class. */
function confusionsOf(
  { neighbours, neighboursPerQuery }: QueryResults,
  { asked, gallery }: Labels,
): ClassConfusion[] {
  const found = new Map<string, ClassConfusion>();
  asked.forEach((label, query) => {
    const takenFor = gallery[neighbours[query * neighboursPerQuery] as number];
    if (takenFor !== undefined && takenFor !== label) {
      const key = `${label} ${takenFor}`;
      found.set(key, { label, takenFor, count: (found.get(key)?.count ?? 0) + 1 });
    }
  });
  return [...found.values()];
}

/** Vectors [N, d] that nothing was trained for. */
function untrained(examples: TrainingExamples): Float32Array {
  if (examples.kind === 'features') {
    return examples.baseline ?? examples.features;
  }
  const { pixels, labels, size } = examples;
  return baselinePixels({ pixels, count: labels.length, size });
}

/** Draws `limit` of the indices, or takes them all. */
function atMost(limit: number, indices: Int32Array, random: Random): Int32Array {
  return indices.length <= limit
    ? indices
    : Int32Array.from(random.shuffle([...indices]).slice(0, limit));
}
