/**
 * The Gram matrix G = E E^T in blocks of rows. A batch is worked through block by block, so that no
 * S x S numbers are ever held, however large the batch, and nothing that is held grows with D.
 */
import * as tf from '@tensorflow/tfjs-core';
import { hostRows, hostValues } from '../../backend/index.js';
import { normEpsilon, type Samples } from '../distance/pair-distance.js';
import { transpose } from './transposed.js';

/**
 * Numbers that the work on a block may hold, all its buffers together: 2 MiB. Larger blocks are
 * hardly faster, and a batch of up to 647 samples is one block.
 */
const numbersMax = 2 ** 19;

/** Below this a product is mostly overhead: blocks of a very large batch grow with S instead. */
const blockRowsMin = 16;

/**
 * A block's rows are made in this many pieces. What a piece holds is less than the gradient of as
 * many samples, which comes after it: so the peak does not grow with D.
 */
const pieces = 4;

/** Below this a piece is mostly overhead. 256 KiB */
const pieceNumbersMin = 2 ** 16;

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
  /** Rows of a block, c; as many as `numbersMax` allows where it is left out. */
  readonly blockRows?: number | undefined;
  /** Anchors whose rows are needed side by side; every sample alone where it is left out. */
  readonly groups?: readonly Int32Array[] | undefined;
}

/** Blocks of about equal size; a group larger than a block makes one of its own. */
export function gramBlocks({ size, dimension, blockRows, groups }: BlockOptions): Block[] {
  // [c, S] of G and [c / 4, S] of the product that makes it; [c, D] five times where W is dense.
  const perRow = (1 + 1 / pieces) * size + 5 * dimension;
  const rowsMax = blockRows ?? Math.max(Math.floor(numbersMax / perRow), blockRowsMin);
  if (groups !== undefined) {
    return groupedBlocks(groups, rowsMax);
  }
  const wholeMax = Math.floor(numbersMax / ((1 + 1 / pieces) * size));
  if (size <= (blockRows ?? wholeMax)) {
    return [{ anchors: consecutive(0, size), whole: true }];
  }
  const count = Math.ceil(size / rowsMax);
  const edge = (position: number): number => Math.round((position * size) / count);
  return Array.from({ length: count }, (_, at) => ({
    anchors: consecutive(edge(at), edge(at + 1) - edge(at)),
    whole: false,
  }));
}

function groupedBlocks(groups: readonly Int32Array[], rowsMax: number): Block[] {
  const blocks: number[][] = [];
  for (const group of groups) {
    const last = blocks.at(-1);
    if (last !== undefined && last.length + group.length <= rowsMax) {
      last.push(...group);
    } else {
      blocks.push([...group]);
    }
  }
  return blocks.map((anchors) => ({ anchors: Int32Array.from(anchors), whole: false }));
}

/**
 * Writes a block's rows of G, piece after piece: a product holds its right operand three times, as
 * it is, transposed, and packed by the kernel.
 */
export function gramRows(
  embeddings: tf.Tensor2D /* [S, D] */,
  { anchors }: Block,
  into: Float32Array /* [c, S] */,
): void {
  const [size, dimension] = embeddings.shape;
  const held = anchors.length * (size + pieces * dimension);
  const step = held <= pieceNumbersMin ? anchors.length : Math.ceil(anchors.length / pieces);
  for (let first = 0; first < anchors.length; first += step) {
    const piece = anchors.subarray(first, first + step);
    const rows = hostRows(embeddings, piece); // [step, D]
    // The transposed operand is copied: the small one.
    const columns = tf.matMul(embeddings, rows, false, true); // [S, step]
    transpose(hostValues(columns), {
      rows: size,
      columns: piece.length,
      into: into.subarray(first * size, (first + piece.length) * size),
    });
    tf.dispose([rows, columns]);
  }
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
