import type { BackboneReference } from '@umbra/core/backbone';
import type { BackendRequest } from '@umbra/core/backend';
import type { ErrorCode } from '@umbra/core/errors';
import type { InputSize } from '@umbra/core/image';

/** What a feature thread is started with. */
export interface FeatureThreadData {
  readonly backbones: string;
  readonly reference: BackboneReference;
  readonly input: InputSize;
  readonly backend: BackendRequest;
}

export interface FeatureRequest {
  readonly pixels: Uint8Array; // [count, H, W, C]
  readonly count: number;
}

/** One answer a request, in their order. */
export type FeatureAnswer =
  | { readonly features: Float32Array /* [count, F] */ }
  /** `code` is null for our own mistakes. */
  | { readonly code: ErrorCode | null; readonly message: string };
