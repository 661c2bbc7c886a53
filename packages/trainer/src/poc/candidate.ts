import type { LossConfig } from '@umbra/core/loss';
import type { MiningConfig } from '@umbra/core/mining';

/** What the search tries: everything else of the training stays the same. */
export interface Recipe {
  readonly loss: LossConfig;
  /** `all` for a loss that does not choose triplets. */
  readonly mining: MiningConfig;
}

/** A recipe with one vector length. */
export interface Candidate extends Recipe {
  /** d, the length of the vectors that an index holds. */
  readonly dimension: number;
}

const lossNames: Readonly<Record<LossConfig['kind'], string>> = {
  shadow: 'Shadow Loss',
  triplet: 'triplet loss',
  angular: 'angular loss',
  contrastive: 'contrastive loss',
  'n-pair': 'N-pair loss',
  'supervised-contrastive': 'supervised contrastive loss',
  'multi-similarity': 'multi-similarity loss',
  circle: 'circle loss',
  'soft-triple': 'SoftTriple loss',
  'proxy-anchor': 'Proxy-Anchor loss',
  'proxy-nca': 'ProxyNCA++ loss',
  arcface: 'ArcFace loss',
};

/** "Shadow Loss" */
export function lossName({ kind }: LossConfig): string {
  return lossNames[kind];
}

/** "Shadow Loss (margin 0.2)": with the field in which the candidates of the loss differ. */
export function lossTitle(loss: LossConfig): string {
  return choosesTriplets(loss) && 'margin' in loss
    ? `${lossName(loss)} (margin ${loss.margin})`
    : lossName(loss);
}

/** Whether the mining matters: the other losses weigh all pictures of a batch in their own way. */
export function choosesTriplets({ kind }: LossConfig): boolean {
  return kind === 'shadow' || kind === 'triplet';
}

/** "semi-hard" */
export function miningTitle({ loss, mining }: Recipe): string {
  return choosesTriplets(loss) ? mining.kind : 'its own';
}

/** "Shadow Loss (margin 0.2) on semi-hard negatives": unique within a search. */
export function recipeTitle(recipe: Recipe): string {
  const { loss } = recipe;
  return choosesTriplets(loss)
    ? `${lossTitle(loss)} on ${miningTitle(recipe)} negatives`
    : lossTitle(loss);
}

/** "Shadow Loss (margin 0.2) on semi-hard negatives, 32 numbers" */
export function candidateTitle(candidate: Candidate): string {
  return `${recipeTitle(candidate)}, ${candidate.dimension} numbers`;
}
