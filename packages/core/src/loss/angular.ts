import { cosineDistance } from './distance/cosine.js';
import type { Samples } from './distance/pair-distance.js';
import type { Loss } from './loss.js';
import type { AngularLossConfig } from './loss-config.js';
import type { AnchorPass } from './tuple/anchor-row.js';
import type { BatchLabels } from './tuple/batch-labels.js';
import type { Block } from './tuple/gram-blocks.js';
import { logSumExp } from './tuple/log-sum-exp.js';
import { countRanking } from './tuple/ranking.js';
import { type TupleOptions, tupleLoss } from './tuple/tuple-loss.js';

/**
 * Angular loss (Wang et al., "Deep Metric Learning with Angular Loss", arXiv 1708.01682, equation 8
 * on unit vectors): bounds the angle at the negative of the triangle of a triplet; mean over the
 * pairs (anchor, positive) of
 *
 *   log(1 + sum_n exp(4 t (a + p).n - 2 (1 + t) a.p)),       t = tan(angle)^2
 *
 * A pair needs the products of both its samples with every negative, so the rows of a class stand
 * side by side: beside the block of rows itself, one copy of it.
 */
export function angularLoss({ angleDegrees }: AngularLossConfig, options: TupleOptions): Loss {
  const t = Math.tan((angleDegrees * Math.PI) / 180) ** 2;
  const pass = ({ classes }: BatchLabels): AnchorPass => {
    const rows = cosineRows();
    return {
      groups: classes.filter(({ length }) => length > 1),
      enter: rows.enter,
      visit: (row, sums) => {
        const { anchor, positives, negatives, upstream } = row;
        if (negatives.length === 0) {
          return;
        }
        countRanking(row, sums);
        const shares = new Float64Array(negatives.length);
        for (const positive of positives) {
          const alike = rows.cosine(anchor, positive);
          negatives.forEach((negative, at) => {
            const both = rows.cosine(anchor, negative) + rows.cosine(positive, negative);
            shares[at] = 4 * t * both - 2 * (1 + t) * alike;
          });
          sums.loss += logSumExp(shares, { addOne: true });
          sums.terms += 1;
          let sum = 0;
          negatives.forEach((negative, at) => {
            const share = shares[at] as number;
            // The pair comes twice, (a, p) and (p, a): both pull at a.n here, and at p.n when p is
            // the anchor.
            upstream[negative] = (upstream[negative] as number) - 8 * t * share;
            sum += share;
          });
          upstream[positive] = (upstream[positive] as number) + 2 * (1 + t) * sum;
        }
      },
    };
  };
  return tupleLoss({ ...options, distance: cosineDistance, pass });
}

/** The cosines of a block's anchors with all samples, for as long as the block is visited. */
function cosineRows() {
  let products = new Float32Array(0); // [c, S], of a block with most rows
  let norms = new Float64Array(0); // [S]
  const starts = new Map<number, number>();
  return {
    enter: (block: Block, rows: Float32Array, samples: Samples): void => {
      if (products.length < rows.length) {
        products = new Float32Array(rows.length);
      }
      products.set(rows);
      norms = samples.norms.slice();
      starts.clear();
      block.anchors.forEach((anchor, row) => {
        starts.set(anchor, row * samples.size);
      });
    },
    cosine: (anchor: number, other: number): number => {
      const product = products[(starts.get(anchor) as number) + other] as number;
      return product / ((norms[anchor] as number) * (norms[other] as number));
    },
  };
}
