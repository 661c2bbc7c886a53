export type {
  BackendCheck,
  BackendInfo,
  BackendName,
  BackendRequest,
  GradientCheck,
} from './backend-info.js';
export { checkGradients } from './check-gradients.js';
export {
  type AdamStepAttributes,
  adamStep,
  hasKernel,
  type PoolNormalizeReluAttributes,
  poolNormalizeRelu,
  poolNormalizeReluGrad,
} from './fused-kernels.js';
export { type HostMatrix, hostMatrix, hostRows, hostValues } from './host-matrix.js';
export { selectBackend, selectRepairedWasm } from './select-backend.js';
export {
  addonFile,
  type NativeBuildRecord,
  standInSource,
  standIns,
  tfjsNodeVersion,
  useNativeBuild,
} from './tensorflow/native-build.js';
export { type PeakBytes, peakBytes } from './wasm/peak-bytes.js';
