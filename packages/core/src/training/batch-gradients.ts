/**
 * Loss and gradients of a batch. A batch that is larger than a slice is worked through twice, slice
 * by slice, so that only one slice's activations are ever in memory ("Scaling Deep Contrastive
 * Learning Batch Size under Memory Limited Setup", Gao et al., 2021, gradient caching):
 *
 * 1. forward, keeping nothing but the vectors that the loss sees [B, d]
 * 2. the loss over all of them, and its gradient by the vectors [B, d]
 * 3. forward again, and backward from each slice's part of that gradient; the sum is the gradient
 *    of the whole batch
 *
 * A batch normalization sees a slice, not the batch: its statistics, and with them the gradients,
 * are those of the slice. Nothing else in our networks mixes pictures, so without one the gradients
 * are those of the unsliced batch.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import type { Loss } from '../loss/index.js';
import type { ExampleBatch } from './example-batch.js';

/** A network as the loop needs it. */
export interface TrainedNetwork {
  readonly layers: LayersModel;
  /** What the loss trains. */
  readonly trainable: readonly tf.Variable[];
  /** What a forward pass changes: the moving statistics of normalizations. */
  readonly statistics: readonly tf.Variable[];
  /** Which output the loss sees: 0 the embedding [B, D], 1 the shadow [B, d]. */
  readonly lossOutput: 0 | 1;
  /** Whether normalizations take their statistics from the batch or leave them as they are. */
  readonly normalization: 'batch' | 'kept';
}

export interface BatchGradientsOptions {
  readonly network: TrainedNetwork;
  readonly loss: Loss;
  readonly batch: ExampleBatch;
  readonly sliceSize: number;
}

/** All tensors are the caller's to dispose. */
export interface BatchGradients {
  readonly loss: tf.Scalar;
  readonly activeShare: tf.Scalar;
  /** What the loss saw. [B, d] */
  readonly vectors: tf.Tensor2D;
  /** By the names of the network's and the loss's variables. */
  readonly gradients: tf.NamedTensorMap;
}

export function batchGradients(options: BatchGradientsOptions): BatchGradients {
  const sliced = options.batch.labels.length > options.sliceSize;
  // As a plain object: an interface has no index signature, which `tf.tidy` asks for.
  return tf.tidy(() => ({ ...(sliced ? slicedGradients(options) : wholeGradients(options)) }));
}

function wholeGradients({ network, loss, batch }: BatchGradientsOptions): BatchGradients {
  const inputs = batch.upload(0, batch.labels.length);
  const variables = [...network.trainable, ...loss.variables];
  return lossGradients({ loss, batch, variables, vectorsOf: () => forward(network, inputs) });
}

function slicedGradients(options: BatchGradientsOptions): BatchGradients {
  const { network, loss, batch } = options;
  const slices = slicesOf(batch.labels.length, options.sliceSize);
  const before = network.statistics.map((variable) => variable.clone());
  const parts = slices.map(([first, last]) =>
    tf.tidy(() => forward(network, batch.upload(first, last))),
  );
  // The second pass changes them in the same way: a step counts once.
  network.statistics.forEach((variable, position) => {
    variable.assign(before[position] as tf.Tensor);
  });

  const cached = tf.variable(tf.concat2d(parts, 0)); // [B, d]
  tf.dispose(parts);
  const result = lossGradients({
    loss,
    batch,
    variables: [cached, ...loss.variables],
    vectorsOf: () => cached as unknown as tf.Tensor2D,
  });
  const { [cached.name]: toVectors, ...gradients } = result.gradients;
  invariant(toVectors !== undefined, 'a loss is differentiable in its vectors');
  for (const [first, last] of slices) {
    addInto(
      gradients,
      tf.tidy(() => {
        const inputs = batch.upload(first, last);
        const { grads } = tf.variableGrads(() => {
          const upstream = tf.slice(toVectors, [first, 0], [last - first, -1]);
          return tf.sum<tf.Scalar>(tf.mul(forward(network, inputs), upstream));
        }, [...network.trainable]);
        return grads;
      }),
    );
  }
  cached.dispose();
  return { ...result, gradients };
}

interface LossGradientsOptions {
  readonly loss: Loss;
  readonly batch: ExampleBatch;
  readonly variables: tf.Variable[];
  readonly vectorsOf: () => tf.Tensor2D;
}

function lossGradients(options: LossGradientsOptions): BatchGradients {
  const { loss, batch, variables, vectorsOf } = options;
  const labels = tf.tensor1d(batch.labels, 'int32');
  let activeShare: tf.Scalar | undefined;
  let vectors: tf.Tensor2D | undefined;
  const { value, grads } = tf.variableGrads(() => {
    // The gradient's own scope would dispose of what it does not return.
    vectors = tf.keep(vectorsOf().clone());
    const result = loss.compute(vectors, labels);
    activeShare = tf.keep(result.activeShare.clone());
    return result.loss;
  }, variables);
  invariant(activeShare && vectors, 'a gradient runs its function once');
  return { loss: value, activeShare, vectors, gradients: grads };
}

/** What the loss sees of the inputs. [n, d] */
function forward(network: TrainedNetwork, inputs: tf.Tensor): tf.Tensor2D {
  const { layers, lossOutput, normalization } = network;
  const outputs = layers.apply(inputs, { training: normalization === 'batch' }) as tf.Tensor2D[];
  const vectors = outputs[lossOutput];
  invariant(vectors !== undefined, 'a network gives an embedding and a shadow');
  return vectors;
}

/** Slices of nearly equal length, none longer than `longest`. */
function slicesOf(count: number, longest: number): [first: number, last: number][] {
  const slices = Math.ceil(count / longest);
  const edge = (position: number): number => Math.round((position * count) / slices);
  return Array.from({ length: slices }, (_, position) => [edge(position), edge(position + 1)]);
}

/** Adds gradients to those of the same names, and disposes of both summands. */
function addInto(sums: tf.NamedTensorMap, gradients: tf.NamedTensorMap): void {
  for (const [name, gradient] of Object.entries(gradients)) {
    const sum = sums[name];
    sums[name] = sum === undefined ? gradient : tf.add(sum, gradient);
    if (sum !== undefined) {
      tf.dispose([sum, gradient]);
    }
  }
}
