export { type ComposeOnnxOptions, composeOnnx, type OnnxBackbone } from './export/compose-onnx.js';
export { type ExportOnnxOptions, exportOnnx, type NamedOutput } from './export/export-onnx.js';
export type { GraphDescription } from './export/graph.js';
export type { ImageInput } from './format/ports.js';
export {
  type InferenceRequest,
  inferenceRequests,
  infersByOnnxRuntime,
  selectInference,
} from './runtime/inference.js';
export {
  hasOnnxRuntime,
  type OnnxBatch,
  type OnnxModel,
  type OnnxOutput,
  type OnnxValues,
  type OpenOnnxModelOptions,
  openOnnxModel,
} from './runtime/open-onnx-model.js';
