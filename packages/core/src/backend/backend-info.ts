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
