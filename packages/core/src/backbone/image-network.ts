/** A network as a backbone needs it, whatever runs it. */
export interface ImageNetwork {
  readonly input: NetworkInput;
  /** `values` [count, height, width, channels], scaled as the network wants them. */
  run(values: Float32Array, size: BatchSize): Promise<NetworkOutput>;
  dispose(): void;
}

export interface NetworkInput {
  /** Null where any height or width will do. */
  readonly height: number | null;
  readonly width: number | null;
  readonly channels: 1 | 3;
  /** Whether it takes the bytes of pictures, and scales them by itself. */
  readonly takesBytes: boolean;
}

export interface BatchSize {
  readonly count: number;
  readonly height: number;
  readonly width: number;
}

export interface NetworkOutput {
  readonly values: Float32Array;
  /** [count, h, w, C] or [count, F] */
  readonly shape: readonly number[];
}

/** The files of a model by their names, the model file first. */
export type ModelFiles = ReadonlyMap<string, Uint8Array>;
