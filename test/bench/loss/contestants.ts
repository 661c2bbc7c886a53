/** Who is measured by the bench `loss`. */
import * as tf from '@tensorflow/tfjs-core';
import { createLoss, type LossConfig } from '@umbra/core/loss';
import { createRandom } from '@umbra/core/random';
import { allNegativesEach, oneNegativeEach, perClass, type TripletMining } from './triplets.js';

export interface BatchSize {
  readonly samples: number /* S */;
  readonly dimension: number /* D */;
}

export interface Contestant {
  readonly name: string;
  /** Bytes that it cannot do without, by what it is. */
  leastBytes(size: BatchSize): number;
  /** The loss of embeddings [S, D], differentiable. */
  lossFor(size: BatchSize, labels: tf.Tensor1D /* [S] */): (embeddings: tf.Tensor2D) => tf.Scalar;
}

const margin = 0.2;

/** Umbra's losses mine one negative for each pair themselves: the nearest beyond the positive. */
function umbra(name: string, config: LossConfig): Contestant {
  return {
    name,
    leastBytes: () => 0,
    lossFor: ({ samples, dimension }, labels) => {
      const { compute } = createLoss({
        config,
        mining: { kind: 'semi-hard' },
        classes: samples / perClass,
        dimension,
        random: createRandom(1),
      });
      return (embeddings) => compute(embeddings, labels).loss;
    },
  };
}

export const shadow = umbra('shadow', { kind: 'shadow', margin, normalize: true });

export const gramInBlocks = umbra('triplet, Gram in blocks', {
  kind: 'triplet',
  margin,
  distance: 'squared-euclidean',
});

export const wholeGram: Contestant = {
  name: 'triplet, whole Gram',
  // The products, the distances, and what is between.
  leastBytes: ({ samples }) => 3 * samples ** 2 * 4,
  lossFor: ({ samples }) => {
    const { anchors, positives, negatives } = oneNegativeEach.triplets(samples);
    const placesOf = (others: Int32Array): Int32Array =>
      others.map((other, at) => (anchors[at] as number) * samples + other);
    const places = [placesOf(positives), placesOf(negatives)] as const;
    return (embeddings) => {
      const gram = tf.matMul(embeddings, embeddings, false, true); // [S, S]
      const squares = tf.sum(tf.square(embeddings), 1, true); // [S, 1]
      const distances = tf.add(tf.sub(squares, tf.mul(gram, 2)), tf.transpose(squares)); // [S, S]
      const flat = tf.reshape(distances, [samples * samples]);
      const [near, far] = places.map((chosen) => tf.gather(flat, tf.tensor1d(chosen, 'int32')));
      return meanHinge(near as tf.Tensor, far as tf.Tensor);
    };
  },
};

export const gathered = gatheredTriplet('triplet, gathered', oneNegativeEach);

export const allGathered = gatheredTriplet('all triplets, gathered', allNegativesEach);

export const contestants: readonly Contestant[] = [
  shadow,
  gramInBlocks,
  wholeGram,
  gathered,
  allGathered,
];

function gatheredTriplet(name: string, mining: TripletMining): Contestant {
  return {
    name,
    // Three vectors and two differences of each triplet.
    leastBytes: ({ samples, dimension }) => 5 * mining.count(samples) * dimension * 4,
    lossFor: ({ samples }) => {
      const { anchors, positives, negatives } = mining.triplets(samples);
      return (embeddings) => {
        const rows = (indices: Int32Array): tf.Tensor =>
          tf.gather(embeddings, tf.tensor1d(indices, 'int32')); // [T, D]
        const anchor = rows(anchors);
        const toPositive = tf.sub(anchor, rows(positives));
        const toNegative = tf.sub(anchor, rows(negatives));
        return meanHinge(tf.sum(tf.square(toPositive), 1), tf.sum(tf.square(toNegative), 1));
      };
    },
  };
}

function meanHinge(toPositive: tf.Tensor, toNegative: tf.Tensor): tf.Scalar {
  return tf.mean<tf.Scalar>(tf.relu(tf.add(tf.sub(toPositive, toNegative), margin)));
}
