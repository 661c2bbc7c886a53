/**
 * The Gram matrix G = E E^T in blocks of rows. A batch is worked through block by block, so that no
 * S x S numbers are ever held beyond `numbersMax`, however large the batch.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hostRows, hostValues } from '../../backend/index.js';
import { normEpsilon, type Samples } from '../distance/pair-distance.js';
import { transposed } from './transposed.js';

/**
 * Numbers that a block may hold: 4 MiB. Larger blocks are hardly faster, and a batch of up to 1,024
 * samples is one block.
 */
export const blockNumbersDefault = 2 ** 20;

/** Below this a product is mostly overhead: blocks of a very large batch grow with S instead. */
const blockRowsMin = 16;

/** Consecutive rows of an order of anchors. */
export interface Block {
  /** The samples whose rows these are, c of them. */
  readonly anchors: Int32Array;
  /** Whether these are all samples, each in its place. */
  readonly whole: boolean;
}

interface BlockOptions {
  readonly size: number /* S */;
  readonly dimension: number /* D */;
  readonly numbersMax: number;
  /** Anchors whose rows are needed side by side; every sample alone where it is left out. */
  readonly groups?: readonly Int32Array[] | undefined;
}

/** Blocks of about equal size; a group larger than a block makes one of its own. */
export function gramBlocks({ size, dimension, numbersMax, groups }: BlockOptions): Block[] {
  const all = consecutive(0, size);
  if (size * size <= numbersMax && groups === undefined) {
    return [{ anchors: all, whole: true }];
  }
  // [c, S] of G and [c, D] of the embeddings.
  const rowsMax = Math.max(Math.floor(numbersMax / (size + dimension)), blockRowsMin);
  const parts = groups ?? Array.from(all, (sample) => Int32Array.of(sample));
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const rows = Math.ceil(count / Math.ceil(count / rowsMax));
  const blocks: number[][] = [];
  for (const part of parts) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + part.length <= rows) {
      last.push(...part);
    } else {
      blocks.push([...part]);
    }
  }
  return blocks.map((anchors) => ({ anchors: Int32Array.from(anchors), whole: false }));
}

/** A block's rows of G. [c, S] */
export function gramRows(
  embeddings: tf.Tensor2D /* [S, D] */,
  { anchors, whole }: Block,
): Float32Array {
  // A product with a transposed operand costs a copy of that operand: of the small one.
  const rows = whole ? embeddings.clone() : hostRows(embeddings, anchors); // [c, D]
  const columns = tf.matMul(embeddings, rows, false, true); // [S, c]
  const block = whole
    ? columns.dataSync<'float32'>()
    : transposed(hostValues(columns), { rows: embeddings.shape[0], columns: anchors.length });
  tf.dispose([rows, columns]);
  return block;
}

/**
 * The diagonal of G by small products on the backend, and not summed up here: only so are the
 * products of equal vectors equal to the last bit, and their distances exactly 0.
 */
export function measureSamples(embeddings: tf.Tensor2D /* [S, D] */): Samples {
  const [size] = embeddings.shape;
  const squares = new Float64Array(size);
  const side = 64;
  for (let first = 0; first < size; first += side) {
    const rows = Math.min(side, size - first);
    tf.tidy(() => {
      const part = hostRows(embeddings, consecutive(first, rows)); // [rows, D]
      const products = hostValues(tf.matMul(part, part, false, true)); // [rows, rows]
      for (let row = 0; row < rows; row++) {
        squares[first + row] = products[row * rows + row] as number;
      }
    });
  }
  return samplesOf(squares);
}

/** The same from G itself, where all of it is at hand. */
export function samplesOfGram(products: Float32Array /* [S, S] */, size: number): Samples {
  return samplesOf(
    Float64Array.from({ length: size }, (_, at) => products[at * size + at] as number),
  );
}

function samplesOf(squares: Float64Array): Samples {
  const norms = squares.map((square) => Math.max(Math.sqrt(square), normEpsilon));
  return { size: squares.length, squares, norms };
}

/** first, first + 1, ... */
export function consecutive(first: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => first + at);
}
