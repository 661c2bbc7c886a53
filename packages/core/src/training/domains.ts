/**
 * The pictures of a training that goes on from a model: those of the new domain and, where they
 * are given, some of the old one, so that it is not forgotten. Both are measured apart.
 */
import type { TrainingConfig } from '../model/index.js';
import { createRandom } from '../random/index.js';
import type { Split } from '../sampling/index.js';
import { joinExamples } from './join-examples.js';
import type { TrainingExamples } from './training-examples.js';
import { splitExamples } from './training-run.js';
import { createValidation, type Validation } from './validation.js';

export interface OldExamples {
  readonly examples: TrainingExamples;
  /** How many of them are trained on for each new one, at most; 0: they are only measured. */
  readonly share: number;
}

export interface Domains {
  readonly examples: TrainingExamples;
  readonly split: Split;
  readonly fresh: Validation;
  /** Null where no old pictures are given. */
  readonly old: Validation | null;
}

interface DomainOptions {
  readonly examples: TrainingExamples;
  readonly old?: OldExamples | undefined;
  readonly config: TrainingConfig;
}

export function createDomains({ examples, old, config }: DomainOptions): Domains {
  const joined = old === undefined ? examples : joinExamples(examples, old.examples);
  const count = examples.labels.length;
  const whole = splitExamples({ labels: strata(joined.labels, count, config) }, config);
  const isNew = (index: number): boolean => index < count;
  const trained = whole.train.filter(isNew);
  const partOf = (keep: (index: number) => boolean): Split => ({
    train: whole.train.filter(keep),
    heldOut: whole.heldOut.filter(keep),
  });
  const validationOf = (split: Split): Validation =>
    createValidation({
      examples: joined,
      // A PCA stays the one that the training has fitted: both domains are measured by one model.
      config: { ...config, projection: fixed(config.projection) },
      split,
      random: createRandom(config.seed).fork('domain'),
    });
  const replayed = old === undefined ? 0 : Math.round(old.share * trained.length);
  const random = createRandom(config.seed).fork('replay');
  const oldTrained = random.shuffle([...whole.train.filter((index) => !isNew(index))]);
  return {
    examples: joined,
    split: {
      train: Int32Array.from([...trained, ...oldTrained.slice(0, replayed)]).sort(),
      heldOut: replayed === 0 ? whole.heldOut.filter(isNew) : whole.heldOut,
    },
    fresh: validationOf(partOf(isNew)),
    old: old === undefined ? null : validationOf(partOf((index) => !isNew(index))),
  };
}

/** A share of every class is held back in each domain; whole classes are held back in both. */
function strata(labels: Int32Array, count: number, config: TrainingConfig): Int32Array {
  return config.validationSplit === 'stratified'
    ? labels.map((label, index) => 2 * label + Number(index >= count))
    : labels;
}

function fixed(projection: TrainingConfig['projection']): TrainingConfig['projection'] {
  return projection.kind === 'pca' ? { ...projection, kind: 'linear' } : projection;
}
