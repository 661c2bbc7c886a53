import type { BackboneReference } from '@umbra/core/backbone';
import type { BackendRequest } from '@umbra/core/backend';
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
