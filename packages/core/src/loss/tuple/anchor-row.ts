import type { Samples } from '../distance/pair-distance.js';
import type { Block } from './gram-blocks.js';

/** One anchor of a batch, as a loss sees it. */
export interface AnchorRow {
  readonly anchor: number;
  /** `distances[j]`: from the anchor to sample j, in the loss's measure. [S] */
  readonly distances: Float64Array;
  /** The same in the measure that triplets are mined by. [S] */
  readonly miningDistances: Float64Array;
  /** Samples with the anchor's label, the anchor itself left out. */
  readonly positives: Int32Array;
  readonly negatives: Int32Array;
  readonly samples: Samples;
  /** To be written: d loss / d distances; 0 before. [S] */
  readonly upstream: Float64Array;
  /** To be added to: d loss / d |e_j|^2, beside what goes through the distances. [S] */
  readonly bySquare: Float64Array;
}

/** Sums over the anchors of a batch. */
export interface LossSums {
  loss: number;
  /** What the loss is a mean over: it is divided by this, and its gradient too. */
  terms: number;
  /** What was compared, and how much of it still costs something. */
  compared: number;
  active: number;
}

/** What an anchor adds to a loss. */
export interface AnchorPass {
  /** Anchors whose rows are needed side by side; all samples, each alone, where it is left out. */
  readonly groups?: readonly Int32Array[];
  /** Called before the rows of a block; they are overwritten as the anchors are visited. */
  readonly enter?: (block: Block, products: Float32Array /* [c, S] */, samples: Samples) => void;
  visit(row: AnchorRow, sums: LossSums): void;
}
