import type { InputSize } from '../image/index.js';

/** A labelled set of decoded pictures. */
export interface TrainingImages {
  readonly pixels: Uint8Array; // [N, H, W, C]
  /** Index into `classes` of every picture. */
  readonly labels: Int32Array; // [N]
  readonly classes: readonly string[];
  readonly size: InputSize;
}
