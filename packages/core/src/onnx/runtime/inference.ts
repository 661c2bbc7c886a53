/**
 * What computes vectors with trained models, once a thread: as a backend is selected for training.
 * Both ways agree to 1e-4, so a gallery may change between them at any time.
 */
import { getBackend } from '@tensorflow/tfjs-core';
import { UmbraError } from '../../errors/index.js';
import { hasOnnxRuntime } from './open-onnx-model.js';

/**
 * `auto`: ONNX Runtime where it is installed, unless native TensorFlow was selected as the backend,
 * which may have a GPU. `tfjs`: the selected backend of TensorFlow.js.
 */
export const inferenceRequests = ['auto', 'onnxruntime', 'tfjs'] as const;
export type InferenceRequest = (typeof inferenceRequests)[number];

let selected: InferenceRequest = 'auto';

/** @throws UmbraError `backend_unavailable`: ONNX Runtime is asked for and not installed. */
export function selectInference(request: InferenceRequest): void {
  if (request === 'onnxruntime' && !hasOnnxRuntime()) {
    throw new UmbraError(
      'backend_unavailable',
      'ONNX Runtime is not there: run "npm install onnxruntime-node --ignore-scripts", or choose ' +
        "'auto' or 'tfjs'.",
    );
  }
  selected = request;
}

/** Whether networks of layers are to be computed by ONNX Runtime in this thread. */
export function infersByOnnxRuntime(): boolean {
  return selected === 'auto'
    ? hasOnnxRuntime() && getBackend() !== 'tensorflow'
    : selected === 'onnxruntime';
}
