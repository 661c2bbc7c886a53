/**
 * The losses that are compared, each with the values that it may choose from: its margin, or what
 * stands in its place.
 */
export interface Contestant {
  readonly name: string;
  readonly candidates: readonly object[];
  /** The chosen value, for the table. */
  readonly describe: (loss: object) => string;
}

/** A loss whose field `tuned` takes one of `values`. */
function contestant(
  name: string,
  {
    tuned,
    values,
    ...rest
  }: {
    kind: string;
    tuned: string;
    values: readonly (number | string)[];
    [field: string]: unknown;
  },
): Contestant {
  return {
    name,
    candidates: values.map((value) => ({ ...rest, [tuned]: value })),
    describe: (loss) => `${tuned} ${(loss as Record<string, unknown>)[tuned]}`,
  };
}

/** Whose best Recall@1 the others' epochs are counted to. */
export const referenceName = 'triplet';

export const contestants: readonly Contestant[] = [
  contestant('Shadow, unit vectors', {
    kind: 'shadow',
    normalize: true,
    tuned: 'margin',
    values: [0.1, 0.2, 0.4],
  }),
  contestant('Shadow, with norms', {
    kind: 'shadow',
    normalize: false,
    tuned: 'margin',
    values: [0.2, 0.5, 2],
  }),
  contestant(referenceName, {
    kind: 'triplet',
    distance: 'euclidean',
    tuned: 'margin',
    values: [0.2, 0.5, 1],
  }),
  contestant('soft-margin triplet', {
    kind: 'triplet',
    margin: 'soft',
    tuned: 'distance',
    values: ['euclidean', 'squared-euclidean', 'cosine'],
  }),
  contestant('angular', { kind: 'angular', tuned: 'angleDegrees', values: [35, 45, 55] }),
  contestant('SoftTriple', { kind: 'soft-triple', tuned: 'margin', values: [0.01, 0.1, 0.3] }),
  contestant('multi-similarity', {
    kind: 'multi-similarity',
    tuned: 'base',
    values: [0.3, 0.5, 0.7],
  }),
  contestant('Proxy-Anchor', { kind: 'proxy-anchor', tuned: 'margin', values: [0.05, 0.1, 0.3] }),
];
