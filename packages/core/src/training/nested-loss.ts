/**
 * One loss for every prefix of a nested shadow, their mean as the loss of the whole: what the first
 * few numbers of a shadow say is trained as if there were no others (Matryoshka Representation
 * Learning, Kusupati et al., 2022).
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Loss } from '../loss/index.js';

/** @param createPrefixLoss makes the loss of vectors of that length */
export function nestedLoss(
  prefixes: readonly number[],
  createPrefixLoss: (dimension: number) => Loss,
): Loss {
  const losses = prefixes.map((dimension) => ({ dimension, loss: createPrefixLoss(dimension) }));
  return {
    compute: (embeddings /* [S, d] */, labels /* [S] */) => {
      const results = losses.map(({ dimension, loss }) => {
        const prefix = tf.slice2d(embeddings, [0, 0], [embeddings.shape[0], dimension]);
        return loss.compute(prefix /* [S, dimension] */, labels);
      });
      const mean = (scalars: tf.Scalar[]): tf.Scalar =>
        tf.div(scalars.length === 1 ? (scalars[0] as tf.Scalar) : tf.addN(scalars), losses.length);
      return {
        loss: mean(results.map(({ loss }) => loss)),
        activeShare: mean(results.map(({ activeShare }) => activeShare)),
      };
    },
    variables: losses.flatMap(({ loss }) => [...loss.variables]),
    learningRateFactor: losses[0]?.loss.learningRateFactor ?? 1,
    dispose: () => {
      for (const { loss } of losses) {
        loss.dispose();
      }
    },
  };
}
