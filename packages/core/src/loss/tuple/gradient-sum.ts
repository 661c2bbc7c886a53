/**
 * Adds up the gradient by the embeddings, dE = (W + W^T) E + 2 diag(w) E, block after block of rows
 * of W = d loss / d G. Memory: dE itself [S, D], and pieces that are no larger than a block.
 */
import * as tf from '@tensorflow/tfjs-core';
import { type HostMatrix, hostMatrix, hostValues } from '../../backend/index.js';
import { anchorRows, type Block } from './gram-blocks.js';

/**
 * A product on the backend is about this many times faster than multiplying in JavaScript. Rows of
 * a mined loss hold a few numbers of S: below this share only those are multiplied.
 */
const denseAdvantage = 24;

export interface GradientSum {
  /** Adds (W + W^T) E for some rows of W, and disposes of them. */
  add(block: Block, weights: HostMatrix /* [c, S] */): void;
  /** (sum + 2 diag(bySquare) E) * scale. [S, D] */
  finish(bySquare: Float64Array /* [S] */, scale: number): tf.Tensor2D;
}

interface GradientSumOptions {
  readonly embeddings: tf.Tensor2D /* [S, D] */;
  readonly numbersMax: number;
}

export function gradientSum({ embeddings, numbersMax }: GradientSumOptions): GradientSum {
  const [size, dimension] = embeddings.shape;
  let sum: HostMatrix | undefined;
  const started = (): HostMatrix => {
    sum ??= hostMatrix(tf.zeros([size, dimension]));
    return sum;
  };

  return {
    add: (block, weights) => {
      if (isSparse(weights.values())) {
        const gradient = started();
        addSparse({ weights: weights.values(), block, size, dimension }, embeddings, gradient);
        weights.tensor().dispose();
      } else if (block.whole) {
        symmetrize(weights.values(), size);
        const matrix = weights.tensor();
        sum = hostMatrix(tf.matMul(matrix, embeddings));
        matrix.dispose();
      } else {
        addDense({ weights: weights.tensor(), block, numbersMax }, embeddings, started());
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

interface SparseRows {
  readonly weights: Float32Array /* [c, S] */;
  readonly block: Block;
  readonly size: number;
  readonly dimension: number;
}

function addSparse(
  { weights, block, size, dimension }: SparseRows,
  embeddings: tf.Tensor2D,
  sum: HostMatrix,
): void {
  const vectors = hostValues(embeddings); // [S, D]
  const gradient = sum.values(); // [S, D]
  block.anchors.forEach((anchor, row) => {
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

interface DenseRows {
  readonly weights: tf.Tensor2D /* [c, S] */;
  readonly block: Block;
  readonly numbersMax: number;
}

/** W E to the rows of the anchors, and W^T E to all rows, as many at a time as a block may hold. */
function addDense(
  { weights, block, numbersMax }: DenseRows,
  embeddings: tf.Tensor2D,
  sum: HostMatrix,
): void {
  const [size, dimension] = embeddings.shape;
  const { anchors } = block;
  tf.tidy(() => {
    addRows(sum, anchors, tf.matMul(weights, embeddings)); // [c, D]
  });
  const step = Math.max(Math.floor(numbersMax / (2 * anchors.length + dimension)), anchors.length);
  for (let first = 0; first < size; first += step) {
    const count = Math.min(step, size - first);
    tf.tidy(() => {
      const columns = tf.slice(weights, [0, first], [-1, count]); // [c, count]
      const rows = anchorRows(embeddings, block); // [c, D]
      const samples = Int32Array.from({ length: count }, (_, at) => first + at);
      addRows(sum, samples, tf.matMul(columns, rows, true, false)); // [count, D]
    });
  }
  weights.dispose();
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
