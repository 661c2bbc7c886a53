import type { BackendInfo, BackendRequest } from '@umbra/core/backend';
import type { ErrorCode } from '@umbra/core/errors';
import type { InferenceRequest } from '@umbra/core/onnx';

/** What the API and its embedding thread say to each other. */
export interface ModelSource {
  readonly id: string;
  /** Where the model's files lie; null for the built-in `baseline-pixels`. */
  readonly directory: string | null;
}

export interface EmbeddedBatch {
  readonly embeddings: Float32Array; // [N, D]
  readonly shadows: Float32Array; // [N, d]
}

export interface ModelShape {
  readonly input: { readonly width: number; readonly height: number; readonly channels: 1 | 3 };
  readonly embeddingDimension: number;
  readonly dimension: number;
}

export type EmbeddingRequest =
  | {
      readonly kind: 'embed';
      readonly model: ModelSource;
      readonly pixels: Uint8Array; // [N, H, W, C]
      readonly count: number;
    }
  | { readonly kind: 'describe'; readonly model: ModelSource }
  | { readonly kind: 'backend' }
  | { readonly kind: 'close' };

export interface EmbeddingAnswers {
  embed: EmbeddedBatch;
  describe: ModelShape;
  backend: BackendInfo;
  close: null;
}

export interface EmbeddingQuestion {
  readonly number: number;
  readonly request: EmbeddingRequest;
}

export type EmbeddingAnswer =
  | { readonly number: number; readonly value: EmbeddingAnswers[keyof EmbeddingAnswers] }
  | {
      readonly number: number;
      /** Null for what is our own mistake. */
      readonly code: ErrorCode | null;
      readonly message: string;
    };

export interface EmbeddingWorkerData {
  /** The folder of backbones. */
  readonly backbones: string;
  readonly backend: BackendRequest;
  readonly inference: InferenceRequest;
  readonly nativeDirectory: string;
}
