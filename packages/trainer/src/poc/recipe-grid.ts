/**
 * What a search may try: negatives x loss; every training tries all vector lengths at once. The two
 * rivals have as many margins and kinds of negatives each; the other losses come with their papers'
 * values. A search that the time cuts short tries a prefix of the list, so the order matters: the
 * usual choices first, then the rest shuffled, which covers both axes early.
 */
import { type LossConfig, lossConfigSchema } from '@umbra/core/loss';
import type { MiningConfig } from '@umbra/core/mining';
import { createRandom } from '@umbra/core/random';
import { type Recipe, recipeTitle } from './candidate.js';

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

/** The lengths that a projection of this embedding can have, ascending. */
export function projectionDimensions(embeddingDimension: number): readonly number[] {
  const fitting = dimensions.filter((dimension) => dimension <= embeddingDimension);
  return fitting.length > 0 ? fitting : [embeddingDimension];
}

/** Every recipe once, in the order in which they are tried. */
export function recipeGrid(seed: number): readonly Recipe[] {
  const all = [
    ...rivals.flatMap((loss) => minings.map((mining) => ({ loss, mining }))),
    ...others.map((loss) => ({ loss, mining: { kind: 'all' } as const })),
  ];
  const first = rivals.flatMap((loss) =>
    all.filter((recipe) => recipe.loss === loss && recipe.mining === minings[0]),
  );
  const titles = new Set(first.map(recipeTitle));
  const rest = all.filter((recipe) => !titles.has(recipeTitle(recipe)));
  return [...first, ...createRandom(seed).fork('grid').shuffle(rest)];
}
