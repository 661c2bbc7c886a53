import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';
import type { GramGradient } from './distance/pair-distance.js';
import { gramMatrix } from './gram-matrix.js';
import type { Loss } from './loss.js';
import { sumTripletHinge, type TripletHinge } from './triplet-hinge.js';

/** Mean hinge of a batch, and what its gradient is made of. */
interface MeanHinge {
  readonly loss: number;
  readonly activeShare: number;
  /** d loss / d embeddings, times `upstream`. [S, D] */
  readonly gradient: (embeddings: tf.Tensor2D, upstream: number) => tf.Tensor2D;
}

/**
 * The differentiable loss around a triplet hinge: mean over the active triplets, as one custom
 * gradient over the Gram matrix. The hinge runs in plain typed arrays (one read of S x S numbers;
 * faster on wasm than the dozen kernels it replaces), the two products with the embeddings, E E^T
 * and (W + W^T) E, on the backend. Beside the embeddings and their gradient no tensor grows with D.
 *
 * A batch with numbers that are not finite gives a loss and a gradient of NaN, never a loss that
 * looks fine.
 */
export function tripletLoss(hinge: TripletHinge): Loss {
  const compute: Loss['compute'] = (embeddings, labels) => {
    const [size] = embeddings.shape;
    invariant(labels.shape[0] === size, `${labels.shape[0]} labels for ${size} embeddings`);
    let activeShare = Number.NaN;
    const differentiable = tf.customGrad((input, save) => {
      const samples = input as tf.Tensor2D; // [S, D]
      (save as tf.GradSaveFunc)([samples]);
      const mean = meanHinge(hinge, samples, labels);
      activeShare = mean.activeShare;
      return {
        value: tf.scalar(mean.loss),
        gradFunc: (upstream: tf.Scalar, saved: tf.Tensor[]) =>
          mean.gradient(saved[0] as tf.Tensor2D, upstream.dataSync()[0] as number),
      };
    });
    return { loss: differentiable(embeddings) as tf.Scalar, activeShare: tf.scalar(activeShare) };
  };
  return { compute, variables: [], learningRateFactor: 1, dispose: () => undefined };
}

function meanHinge(
  hinge: TripletHinge,
  embeddings: tf.Tensor2D /* [S, D] */,
  labels: tf.Tensor1D /* [S] */,
): MeanHinge {
  const gram = gramMatrix(embeddings);
  if (!gram.norms.every(Number.isFinite)) {
    return {
      loss: Number.NaN,
      activeShare: Number.NaN,
      gradient: ({ shape }) => tf.fill(shape, Number.NaN),
    };
  }
  const { loss, active, mined, gradient } = sumTripletHinge(hinge, gram, labels.dataSync());
  if (active === 0) {
    return { loss: 0, activeShare: 0, gradient: (samples) => tf.zerosLike(samples) };
  }
  return {
    loss: loss / active,
    activeShare: active / mined,
    gradient: (samples, upstream) => {
      const weights = symmetricWeights(gradient, { size: gram.size, scale: upstream / active });
      return tf.matMul(weights, samples); // [S, S] x [S, D]
    },
  };
}

/** (W + W^T) * scale: what the embeddings are multiplied by to give their gradient. [S, S] */
function symmetricWeights(
  { products, diagonal }: GramGradient,
  { size, scale }: { size: number; scale: number },
): tf.Tensor2D {
  const weights = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    weights[row * size + row] = 2 * scale * (diagonal[row] as number);
    for (let column = 0; column < row; column++) {
      const there = row * size + column;
      const back = column * size + row;
      const sum = scale * ((products[there] as number) + (products[back] as number));
      weights[there] = sum;
      weights[back] = sum;
    }
  }
  return tf.tensor2d(weights, [size, size]);
}
