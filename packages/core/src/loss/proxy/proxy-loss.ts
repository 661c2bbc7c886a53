import * as tf from '@tensorflow/tfjs-core';
import { type HostMatrix, hostMatrix, hostValues } from '../../backend/index.js';
import { invariant } from '../../errors/index.js';
import type { Random } from '../../random/index.js';
import { normEpsilon } from '../distance/pair-distance.js';
import type { Loss } from '../loss.js';
import { scaledGradients } from '../scaled-gradients.js';

/** The cosines of a batch with all proxies. */
export interface ProxyBatch {
  /** [S, classes * centers], a class's centers side by side; derivatives take their place. */
  readonly cosines: Float32Array;
  readonly labels: ArrayLike<number> /* [S] */;
  readonly classes: number;
  /** Proxies a class. */
  readonly centers: number;
}

/** What is the same for every loss with proxies. */
export interface ProxyOptions {
  readonly classes: number;
  readonly dimension: number /* d */;
  readonly random: Random;
}

interface ProxyLossOptions extends ProxyOptions {
  readonly centers?: number;
  readonly learningRateFactor: number;
  /** The loss; puts d loss / d cosine in the place of the cosines. */
  readonly objective: (batch: ProxyBatch) => number;
  /** A loss of the proxies alone, which adds its derivative to `gradient`. */
  readonly regularizer?: (
    unitProxies: Float32Array /* [M, d] */,
    gradient: Float32Array /* [M, d] */,
  ) => number;
}

/**
 * The differentiable loss around the cosines of a batch with M learned proxies, one or some a class
 * (for ArcFace: the class weights). No two samples are compared, so the memory is S x M, whatever
 * the dimension.
 *
 * One custom gradient: the products E P^T, W P and W^T E run on the backend, all between them in
 * plain typed arrays. Only directions count, so both gradients are made orthogonal to what they
 * belong to.
 *
 * `activeShare`: samples to which a proxy of another class is at least as near as their own.
 */
export function proxyLoss(options: ProxyLossOptions): Loss {
  const { classes, centers = 1, dimension, random, learningRateFactor } = options;
  const first = Float32Array.from(
    { length: classes * centers * dimension },
    () => random.normal() / Math.sqrt(dimension),
  );
  const proxies = tf.variable(tf.tensor2d(first, [classes * centers, dimension])); // [M, d]
  const compute: Loss['compute'] = (embeddings, labels) => {
    const [size] = embeddings.shape;
    invariant(labels.shape[0] === size, `${labels.shape[0]} labels for ${size} embeddings`);
    let activeShare = Number.NaN;
    const differentiable = tf.customGrad((...inputs) => {
      const [samples, weights, save] = inputs as unknown as [
        tf.Tensor2D,
        tf.Tensor2D,
        tf.GradSaveFunc,
      ];
      const result = evaluate(options, { samples, proxies: weights, labels: labels.dataSync() });
      save([result.bySamples, result.byProxies]);
      activeShare = result.activeShare;
      return { value: tf.scalar(result.loss), gradFunc: scaledGradients };
    });
    const loss = differentiable(embeddings, proxies) as tf.Scalar;
    return { loss, activeShare: tf.scalar(activeShare) };
  };
  return { compute, variables: [proxies], learningRateFactor, dispose: () => proxies.dispose() };
}

interface Operands {
  readonly samples: tf.Tensor2D /* [S, d] */;
  readonly proxies: tf.Tensor2D /* [M, d] */;
  readonly labels: ArrayLike<number> /* [S] */;
}

function evaluate(options: ProxyLossOptions, { samples, proxies, labels }: Operands) {
  const { classes, centers = 1, objective } = options;
  if (samples.size === 0) {
    const [bySamples, byProxies] = [tf.zerosLike(samples), tf.zerosLike(proxies)];
    return { loss: 0, activeShare: 0, bySamples, byProxies };
  }
  const products = hostMatrix(tf.matMul(samples, proxies, false, true)); // [S, M]
  const sampleNorms = rowNorms(samples); // [S]
  const proxyNorms = rowNorms(proxies); // [M]
  const cosines = products.values();
  scaleByNorms(cosines, sampleNorms, proxyNorms);
  const batch: ProxyBatch = { cosines, labels, classes, centers };
  const activeShare = shareOfWrong(batch);
  let loss = objective(batch);
  // From d loss / d cosine to d loss / d (e.p), the norms held.
  scaleByNorms(cosines, sampleNorms, proxyNorms);
  const weights = products.tensor();
  const bySamples = hostMatrix(tf.matMul(weights, proxies)); // [S, d]
  const byProxies = hostMatrix(tf.matMul(weights, samples, true, false)); // [M, d]
  makeOrthogonal(bySamples, samples);
  makeOrthogonal(byProxies, proxies);
  if (options.regularizer) {
    const regularized = regularize(options.regularizer, proxies);
    loss += regularized.loss;
    addTo(byProxies, regularized.gradient);
  }
  const finite = sampleNorms.every(Number.isFinite);
  return {
    loss: finite ? loss : Number.NaN,
    activeShare: finite ? activeShare : Number.NaN,
    bySamples: finite ? bySamples.tensor() : tf.fill(samples.shape, Number.NaN),
    byProxies: finite ? byProxies.tensor() : tf.fill(proxies.shape, Number.NaN),
  };
}

/** |row|, at least `normEpsilon`. */
function rowNorms(matrix: tf.Tensor2D): Float64Array {
  const [rows, columns] = matrix.shape;
  const values = hostValues(matrix);
  return Float64Array.from({ length: rows }, (_, row) => {
    let square = 0;
    for (let at = row * columns; at < (row + 1) * columns; at++) {
      square += (values[at] as number) ** 2;
    }
    return Math.max(Math.sqrt(square), normEpsilon);
  });
}

function scaleByNorms(matrix: Float32Array, rows: Float64Array, columns: Float64Array): void {
  for (let row = 0, at = 0; row < rows.length; row++) {
    for (let column = 0; column < columns.length; column++, at++) {
      matrix[at] = (matrix[at] as number) / ((rows[row] as number) * (columns[column] as number));
    }
  }
}

function shareOfWrong({ cosines, labels, classes, centers }: ProxyBatch): number {
  const columns = classes * centers;
  let wrong = 0;
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample] as number;
    invariant(label >= 0 && label < classes, `label ${label} for ${classes} classes`);
    let own = Number.NEGATIVE_INFINITY;
    let others = Number.NEGATIVE_INFINITY;
    for (let column = 0; column < columns; column++) {
      const cosine = cosines[sample * columns + column] as number;
      if (Math.floor(column / centers) === label) {
        own = Math.max(own, cosine);
      } else {
        others = Math.max(others, cosine);
      }
    }
    wrong += others >= own ? 1 : 0;
  }
  return wrong / labels.length;
}

/** Takes the part along each vector out of its gradient; a vector without direction gets none. */
function makeOrthogonal(gradient: HostMatrix, vectors: tf.Tensor2D): void {
  const [rows, columns] = vectors.shape;
  const values = hostValues(vectors);
  const slopes = gradient.values();
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    let square = 0;
    let along = 0;
    for (let at = start; at < start + columns; at++) {
      square += (values[at] as number) ** 2;
      along += (slopes[at] as number) * (values[at] as number);
    }
    const directed = square > normEpsilon ** 2;
    for (let at = start; at < start + columns; at++) {
      const slope = (slopes[at] as number) - (along / square) * (values[at] as number);
      slopes[at] = directed ? slope : 0;
    }
  }
}

/** A loss of the proxies' directions, differentiated by the proxies. */
function regularize(
  regularizer: NonNullable<ProxyLossOptions['regularizer']>,
  proxies: tf.Tensor2D /* [M, d] */,
): { loss: number; gradient: tf.Tensor2D } {
  const [rows, columns] = proxies.shape;
  const norms = rowNorms(proxies);
  const unit = hostValues(proxies).map((value, at) => {
    return value / (norms[Math.floor(at / columns)] as number);
  });
  const slopes = new Float32Array(rows * columns);
  const loss = regularizer(unit, slopes);
  const gradient = hostMatrix(
    tf.tensor2d(
      slopes.map((value, at) => value / (norms[Math.floor(at / columns)] as number)),
      [rows, columns],
    ),
  );
  makeOrthogonal(gradient, proxies);
  return { loss, gradient: gradient.tensor() };
}

function addTo(matrix: HostMatrix, added: tf.Tensor2D): void {
  const values = matrix.values();
  const more = hostValues(added);
  for (let at = 0; at < values.length; at++) {
    values[at] = (values[at] as number) + (more[at] as number);
  }
}
