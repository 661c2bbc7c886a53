import type { Plane } from './plane.js';

/** A part on nothing: its light times its cover, three values a pixel. */
export interface LitPart {
  readonly colours: Float32Array;
  /** 1 where the part is, 0 where the table is. */
  readonly cover: Plane;
}
