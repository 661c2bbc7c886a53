import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';
import type { PairDistance, Samples } from '../distance/pair-distance.js';
import type { Loss } from '../loss.js';
import { scaledGradients } from '../scaled-gradients.js';
import type { AnchorPass, AnchorRow, LossSums } from './anchor-row.js';
import { type BatchLabels, batchLabels } from './batch-labels.js';
import { gradientSum } from './gradient-sum.js';
import { type Block, gramBlocks, gramRows, measureSamples, samplesOfGram } from './gram-blocks.js';

/** What is the same for every loss over tuples. */
export interface TupleOptions {
  /** Rows of the Gram matrix that are held at a time. */
  readonly blockRows?: number | undefined;
}

interface TupleLossOptions extends TupleOptions {
  readonly distance: PairDistance;
  /** Where triplets are mined by another distance. */
  readonly miningDistance?: PairDistance | undefined;
  readonly pass: (labels: BatchLabels) => AnchorPass;
}

/** Loss of a batch and its gradient. */
interface Evaluation {
  readonly loss: number;
  readonly activeShare: number;
  readonly gradient: tf.Tensor2D /* [S, D] */;
}

/**
 * The differentiable loss around what each anchor of a batch adds to it.
 *
 * Loss and gradient are made together, in one pass over blocks of rows of the Gram matrix: the
 * products E E^T and W E run on the backend, all between them in plain typed arrays (faster on wasm
 * than the dozens of kernels that it replaces). A block's rows of G are overwritten by those of
 * W = d loss / d G and added to the gradient before the next block is made. So beside the
 * embeddings and their gradient no buffer grows with D, and none faster than with S: no S x S, no
 * gathered triplets.
 *
 * A batch with numbers that are not finite gives a loss and a gradient of NaN, never a loss that
 * looks fine.
 */
export function tupleLoss(options: TupleLossOptions): Loss {
  const compute: Loss['compute'] = (embeddings, labels) => {
    const [size] = embeddings.shape;
    invariant(labels.shape[0] === size, `${labels.shape[0]} labels for ${size} embeddings`);
    let activeShare = Number.NaN;
    const differentiable = tf.customGrad((input, save) => {
      const result = evaluate(options, input as tf.Tensor2D, labels.dataSync());
      (save as tf.GradSaveFunc)([result.gradient]);
      activeShare = result.activeShare;
      return { value: tf.scalar(result.loss), gradFunc: scaledGradients };
    });
    return { loss: differentiable(embeddings) as tf.Scalar, activeShare: tf.scalar(activeShare) };
  };
  return { compute, variables: [], learningRateFactor: 1, dispose: () => undefined };
}

function evaluate(
  options: TupleLossOptions,
  embeddings: tf.Tensor2D /* [S, D] */,
  labels: ArrayLike<number> /* [S] */,
): Evaluation {
  const [size, dimension] = embeddings.shape;
  const { blockRows } = options;
  const inBatch = batchLabels(labels);
  const pass = options.pass(inBatch);
  const blocks =
    embeddings.size === 0 ? [] : gramBlocks({ size, dimension, blockRows, groups: pass.groups });
  const sums: LossSums = { loss: 0, terms: 0, compared: 0, active: 0 };
  const bySquare = new Float64Array(size);
  const gradient = gradientSum(embeddings);
  let samples = blocks[0]?.whole === false ? measureSamples(embeddings) : undefined;
  let visitor: BlockVisitor | undefined;
  const rowsMax = blocks.reduce((most, { anchors }) => Math.max(most, anchors.length), 0);
  const buffer = new Float32Array(rowsMax * size);
  for (const block of blocks) {
    const rows = buffer.subarray(0, block.anchors.length * size); // [c, S]
    gramRows(embeddings, block, rows);
    samples ??= samplesOfGram(rows, size);
    if (!samples.norms.every(Number.isFinite)) {
      return notANumber(embeddings);
    }
    visitor ??= blockVisitor({ ...options, pass, labels: inBatch, samples, bySquare });
    visitor(block, rows, sums);
    gradient.add(block, rows);
  }
  const scale = 1 / Math.max(sums.terms, 1);
  return {
    loss: sums.loss * scale,
    activeShare: sums.active / Math.max(sums.compared, 1),
    gradient: gradient.finish(bySquare, scale),
  };
}

function notANumber({ shape }: tf.Tensor2D): Evaluation {
  return { loss: Number.NaN, activeShare: Number.NaN, gradient: tf.fill(shape, Number.NaN) };
}

interface VisitorOptions {
  readonly distance: PairDistance;
  readonly miningDistance?: PairDistance | undefined;
  readonly pass: AnchorPass;
  readonly labels: BatchLabels;
  readonly samples: Samples;
  readonly bySquare: Float64Array /* [S] */;
}

type BlockVisitor = (block: Block, products: Float32Array /* [c, S] */, sums: LossSums) => void;

/** Takes the anchors of a block one by one, and leaves W in the place of G. */
function blockVisitor(options: VisitorOptions): BlockVisitor {
  const { distance, miningDistance, pass, labels, samples, bySquare } = options;
  const { size } = samples;
  const distances = new Float64Array(size);
  const miningDistances = miningDistance === undefined ? distances : new Float64Array(size);
  const gradient = { distances, upstream: new Float64Array(size), bySquare };
  return (block, products, sums) => {
    pass.enter?.(block, products, samples);
    for (let row = 0; row < block.anchors.length; row++) {
      const anchor = block.anchors[row] as number;
      const gramRow = { anchor, products, start: row * size };
      distance.measure(gramRow, samples, distances);
      miningDistance?.measure(gramRow, samples, miningDistances);
      const anchorRow: AnchorRow = {
        anchor,
        distances,
        miningDistances,
        positives: labels.positives(anchor),
        negatives: labels.negatives(anchor),
        samples,
        upstream: gradient.upstream,
        bySquare,
      };
      pass.visit(anchorRow, sums);
      distance.differentiate(gramRow, samples, gradient);
      gradient.upstream.fill(0);
    }
  };
}
