/**
 * `tensorflow`: the native library under tfjs-node(-gpu); `wasm`: WebAssembly (SIMD); `cpu`: plain
 * JavaScript.
 */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

/** `auto`: the fastest one that this machine has. */
export type BackendRequest = 'auto' | BackendName;

/** What computes, for people to read. */
export interface BackendInfo {
  readonly name: BackendName;
  readonly detail: string;
}

/** What a comparison of a backend's gradients with those of `cpu` found. */
export interface GradientCheck {
  readonly cases: number;
  /** Largest difference, as a share of the largest entry. */
  readonly worst: number;
}

/** A backend that was checked. */
export interface BackendCheck extends BackendInfo {
  readonly gradients: GradientCheck;
}
