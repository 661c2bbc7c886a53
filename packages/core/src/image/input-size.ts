/** The size of the pixels that a model takes: every picture is brought to it. */
export interface InputSize {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}
