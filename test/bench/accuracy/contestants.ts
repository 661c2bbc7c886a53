/**
 * The losses that are compared, each with the values that it may choose from: its margin, or what
 * stands in its place.
 */
import type { LossConfig } from '@umbra/core/loss';

export interface Candidate {
  readonly value: number | string;
  readonly loss: Partial<LossConfig>;
}

export interface Contestant {
  readonly name: string;
  /** The field that is chosen. */
  readonly tuned: string;
  /** In the order of their values. */
  readonly candidates: readonly Candidate[];
  /** Position of the value that the search begins around. */
  readonly usual: number;
}

interface Tuned {
  readonly kind: LossConfig['kind'];
  readonly tuned: string;
  readonly values: readonly (number | string)[];
  readonly usual: number | string;
  readonly [field: string]: unknown;
}

/** A loss whose field `tuned` takes one of `values`. */
function contestant(name: string, { tuned, values, usual, ...rest }: Tuned): Contestant {
  const candidates = values.map((value) => ({ value, loss: { ...rest, [tuned]: value } }));
  return { name, tuned, candidates, usual: values.indexOf(usual) };
}

/** Against which Shadow Loss is measured, and to whose best the others' epochs are counted. */
export const referenceName = 'triplet';
export const shadowName = 'Shadow, unit vectors';

export const contestants: readonly Contestant[] = [
  contestant(shadowName, {
    kind: 'shadow',
    normalize: true,
    tuned: 'margin',
    values: [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.2, 1.6],
    usual: 0.2,
  }),
  contestant('Shadow, with norms', {
    kind: 'shadow',
    normalize: false,
    tuned: 'margin',
    values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50],
    usual: 0.5,
  }),
  contestant(referenceName, {
    kind: 'triplet',
    distance: 'euclidean',
    tuned: 'margin',
    values: [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
    usual: 0.5,
  }),
  contestant('soft-margin triplet', {
    kind: 'triplet',
    margin: 'soft',
    tuned: 'distance',
    values: ['euclidean', 'squared-euclidean', 'cosine'],
    usual: 'squared-euclidean',
  }),
  contestant('angular', {
    kind: 'angular',
    tuned: 'angleDegrees',
    values: [5, 15, 25, 35, 45, 55, 65, 75],
    usual: 45,
  }),
  contestant('SoftTriple', {
    kind: 'soft-triple',
    tuned: 'margin',
    values: [0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9],
    usual: 0.3,
  }),
  contestant('multi-similarity', {
    kind: 'multi-similarity',
    tuned: 'base',
    values: [-0.3, -0.1, 0.1, 0.3, 0.5, 0.7, 0.9],
    usual: 0.5,
  }),
  contestant('Proxy-Anchor', {
    kind: 'proxy-anchor',
    tuned: 'margin',
    values: [0, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9],
    usual: 0.3,
  }),
];
