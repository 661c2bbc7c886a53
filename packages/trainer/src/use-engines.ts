import { useNativeBuild } from '@umbra/core/backend';
import { selectInference } from '@umbra/core/onnx';
import type { Environment } from './config.js';

/**
 * What computes in this thread, as the environment says; every entry calls it first.
 * @throws UmbraError `backend_unavailable`
 */
export function useEngines({ nativeDirectory, inference }: Environment): void {
  useNativeBuild(nativeDirectory);
  selectInference(inference);
}
