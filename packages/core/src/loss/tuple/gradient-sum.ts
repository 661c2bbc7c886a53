/**
 * Adds up the gradient by the embeddings, dE = (W + W^T) E + 2 diag(w) E, block after block of rows
 * of W = d loss / d G. Memory: dE itself [S, D], and what is no larger than a block.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type HostMatrix, hostMatrix, hostRows, hostValues } from '../../backend/index.js';
import { type Block, consecutive } from './gram-blocks.js';

/**
 * A product on the backend is about this many times faster than multiplying in JavaScript. Rows of
 * a mined loss hold a few numbers of S: below this share only those are multiplied.
 */
const denseAdvantage = 24;

export interface GradientSum {
  /** Adds (W + W^T) E for some rows of W; they may be overwritten. */
  add(block: Block, weights: Float32Array /* [c, S] */): void;
  /** (sum + 2 diag(bySquare) E) * scale. [S, D] */
  finish(bySquare: Float64Array /* [S] */, scale: number): tf.Tensor2D;
}

export function gradientSum(embeddings: tf.Tensor2D /* [S, D] */): GradientSum {
  const [size, dimension] = embeddings.shape;
  let sum: HostMatrix | undefined;
  const started = (): HostMatrix => {
    // Not tf.zeros, which makes the numbers in JavaScript first.
    sum ??= hostMatrix(tf.fill([size, dimension], 0));
    return sum;
  };

  return {
    add: (block, weights) => {
      const { anchors, whole } = block;
      if (isSparse(weights)) {
        addSparse({ weights, anchors }, embeddings, started());
      } else if (whole) {
        symmetrize(weights, size);
        sum = hostMatrix(tf.tidy(() => tf.matMul(tf.tensor2d(weights, [size, size]), embeddings)));
      } else {
        addDense({ weights, anchors }, embeddings, started());
      }
    },
    finish: (bySquare, scale) => {
      const matrix = started();
      const gradient = matrix.values();
      const vectors = hostValues(embeddings);
      for (let sample = 0, at = 0; sample < size; sample++) {
        const onItself = 2 * (bySquare[sample] as number);
        for (const end = at + dimension; at < end; at++) {
          gradient[at] = scale * ((gradient[at] as number) + onItself * (vectors[at] as number));
        }
      }
      return matrix.tensor();
    },
  };
}

function isSparse(weights: Float32Array): boolean {
  let nonZero = 0;
  for (let at = 0; at < weights.length; at++) {
    nonZero += weights[at] === 0 ? 0 : 1;
  }
  return nonZero * denseAdvantage < weights.length;
}

interface Rows {
  readonly weights: Float32Array /* [c, S] */;
  readonly anchors: Int32Array /* [c] */;
}

function addSparse({ weights, anchors }: Rows, embeddings: tf.Tensor2D, sum: HostMatrix): void {
  const [size, dimension] = embeddings.shape;
  const vectors = hostValues(embeddings); // [S, D]
  const gradient = sum.values(); // [S, D]
  anchors.forEach((anchor, row) => {
    for (let other = 0; other < size; other++) {
      const weight = weights[row * size + other] as number;
      if (weight === 0) {
        continue;
      }
      let there = anchor * dimension;
      for (let back = other * dimension, end = back + dimension; back < end; back++, there++) {
        gradient[there] = (gradient[there] as number) + weight * (vectors[back] as number);
        gradient[back] = (gradient[back] as number) + weight * (vectors[there] as number);
      }
    }
  });
}

/** W + W^T in place of W. */
function symmetrize(weights: Float32Array /* [S, S] */, size: number): void {
  for (let row = 0; row < size; row++) {
    weights[row * size + row] = 2 * (weights[row * size + row] as number);
    for (let column = 0; column < row; column++) {
      const there = row * size + column;
      const back = column * size + row;
      const sum = (weights[there] as number) + (weights[back] as number);
      weights[there] = sum;
      weights[back] = sum;
    }
  }
}

/**
 * W E to the rows of the anchors and W^T E to all rows, square after square of W. (A product packs
 * its right operand, which would be all of E: of a square only as many rows as the block has.)
 */
function addDense({ weights, anchors }: Rows, embeddings: tf.Tensor2D, sum: HostMatrix): void {
  const [size] = embeddings.shape;
  const rows = anchors.length;
  tf.tidy(() => {
    const own = hostRows(embeddings, anchors); // [c, D]
    for (let first = 0; first < size; first += rows) {
      const others = consecutive(first, Math.min(rows, size - first));
      tf.tidy(() => {
        const square = columnsOf(weights, { rows, size, others }); // [c, n]
        addRows(sum, anchors, tf.matMul(square, hostRows(embeddings, others))); // [c, D]
        addRows(sum, others, tf.matMul(square, own, true)); // [n, D]
      });
    }
  });
}

/** Some columns of W, side by side. [c, n] */
function columnsOf(
  weights: Float32Array /* [c, S] */,
  { rows, size, others }: { rows: number; size: number; others: Int32Array },
): tf.Tensor2D {
  const count = others.length;
  const first = others[0] as number;
  const square = hostMatrix(tf.fill([rows, count], 0));
  const values = square.values();
  for (let row = 0; row < rows; row++) {
    const start = row * size + first;
    values.set(weights.subarray(start, start + count), row * count);
  }
  return square.tensor();
}

function addRows(sum: HostMatrix, samples: Int32Array, rows: tf.Tensor2D): void {
  const [, dimension] = rows.shape;
  const added = hostValues(rows);
  const gradient = sum.values();
  samples.forEach((sample, row) => {
    const target = sample * dimension;
    const source = row * dimension;
    for (let column = 0; column < dimension; column++) {
      gradient[target + column] =
        (gradient[target + column] as number) + (added[source + column] as number);
    }
  });
}
