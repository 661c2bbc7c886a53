/**
 * What a search may try: projection dimension x negatives x loss. The two rivals have as many
 * margins and kinds of negatives each; the other losses come with their papers' values. A search
 * that the time cuts short tries a prefix of the grid, so the order matters: the usual choices
 * first, then the rest shuffled, which covers every axis early.
 */
import { type LossConfig, lossConfigSchema } from '@umbra/core/loss';
import type { MiningConfig } from '@umbra/core/mining';
import { createRandom } from '@umbra/core/random';
import { type Candidate, candidateTitle } from './candidate.js';

/** The lengths that users ask about; those above the embedding's own fall away. */
const dimensions = [8, 16, 32, 64, 128] as const;

const rivals: readonly LossConfig[] = [
  { kind: 'shadow', margin: 0.2, normalize: true },
  { kind: 'triplet', margin: 0.5, distance: 'euclidean' },
  { kind: 'shadow', margin: 0.4, normalize: true },
  { kind: 'triplet', margin: 1, distance: 'euclidean' },
];

const minings: readonly MiningConfig[] = [
  { kind: 'semi-hard' },
  { kind: 'all' },
  { kind: 'hard' },
  { kind: 'distance-weighted' },
];

const others: readonly LossConfig[] = (
  ['multi-similarity', 'proxy-anchor', 'supervised-contrastive', 'soft-triple'] as const
).map((kind) => lossConfigSchema.parse({ kind }));

interface GridOptions {
  /** D, the length of the embedding that is projected. */
  readonly embeddingDimension: number;
  readonly seed: number;
}

/** The lengths that a projection of this embedding can have, ascending. */
export function projectionDimensions(embeddingDimension: number): readonly number[] {
  const fitting = dimensions.filter((dimension) => dimension <= embeddingDimension);
  return fitting.length > 0 ? fitting : [embeddingDimension];
}

/** Every candidate once, in the order in which they are tried. */
export function candidateGrid({ embeddingDimension, seed }: GridOptions): readonly Candidate[] {
  const lengths = projectionDimensions(embeddingDimension);
  const recipes = [
    ...rivals.flatMap((loss) => minings.map((mining) => ({ loss, mining }))),
    ...others.map((loss) => ({ loss, mining: { kind: 'all' } as const })),
  ];
  const all = lengths.flatMap((dimension) => recipes.map((recipe) => ({ ...recipe, dimension })));
  const middle = lengths[Math.floor(lengths.length / 2)];
  const first = rivals.flatMap((loss) =>
    all.filter(
      (candidate) =>
        candidate.loss === loss &&
        candidate.dimension === middle &&
        candidate.mining === minings[0],
    ),
  );
  const titles = new Set(first.map(candidateTitle));
  const rest = all.filter((candidate) => !titles.has(candidateTitle(candidate)));
  return [...first, ...createRandom(seed).fork('grid').shuffle(rest)];
}
