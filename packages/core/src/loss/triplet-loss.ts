import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';
import type { GramGradient } from './distance/pair-distance.js';
import { gramMatrix } from './gram-matrix.js';
import type { Loss } from './loss.js';
import { sumTripletHinge, type TripletHinge } from './triplet-hinge.js';

/**
 * The differentiable loss around a triplet hinge: mean over the active triplets, as a custom gradient over the Gram
 * matrix. The hinge runs in plain typed arrays (one read of S x S numbers; faster on wasm than the dozen kernels it
 * replaces), the two products with the embeddings, E E^T and (W + W^T) E, on the backend. Beside the embeddings and
 * their gradient no tensor grows with D.
 * A batch with numbers that are not finite gives NaN, never a loss that looks fine.
 */
export function tripletLoss(hinge: TripletHinge): Loss {
  return (embeddings, labels) => {
    const [size] = embeddings.shape;
    invariant(labels.shape[0] === size, `${labels.shape[0]} labels for ${size} embeddings`);
    let activeShare = 0;
    const meanHinge = tf.customGrad((input, save) => {
      const samples = input as tf.Tensor2D; // [S, D]
      const gram = gramMatrix(samples);
      const sums = sumTripletHinge(hinge, gram, labels.dataSync());
      activeShare = sums.mined === 0 ? 0 : sums.active / sums.mined;
      const scale = sums.active === 0 ? 0 : 1 / sums.active;
      (save as tf.GradSaveFunc)([samples]);
      return {
        value: tf.scalar(sums.loss * scale),
        gradFunc: (upstream: tf.Scalar, saved: tf.Tensor[]) => {
          const [kept] = saved as [tf.Tensor2D];
          if (sums.active === 0) {
            return tf.zerosLike(kept);
          }
          const weights = symmetrize(sums.gradient, { size, scale }); // [S, S]
          return tf.mul(tf.matMul(weights, kept), upstream); // [S, D]
        },
      };
    });
    return { loss: meanHinge(embeddings) as tf.Scalar, activeShare: tf.scalar(activeShare) };
  };
}

/** (W + W^T) * scale: what the embeddings are multiplied with to give their gradient. [S, S] */
function symmetrize(
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
