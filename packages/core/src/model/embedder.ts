import type { InputSize } from '../image/index.js';

/** Both vectors of N pictures, row by row. */
export interface EmbeddedImages {
  readonly embeddings: Float32Array; // [N, D]
  readonly shadows: Float32Array; // [N, d], every row of length 1
}

/** Turns pictures into vectors. One that is `dispose`d must not be used again. */
export interface Embedder {
  /** How `embed` expects its pictures. */
  readonly input: InputSize;
  /** D */
  readonly embeddingDimension: number;
  /** d */
  readonly shadowDimension: number;
  /** The lengths that a nested shadow was trained to be cut to, d the last; else empty. */
  readonly prefixes: readonly number[];
  /** `pixels`: uint8 [count, H, W, C] in the order of `decodeImage`. */
  embed(pixels: Uint8Array, count: number): Promise<EmbeddedImages>;
  dispose(): void;
}
