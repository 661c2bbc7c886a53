/**
 * What computes vectors with trained models. `auto`: ONNX Runtime where it is installed and knows
 * the model, else TensorFlow.js; they agree to 1e-4.
 */
export const inferenceRequests = ['auto', 'onnxruntime', 'tfjs'] as const;
export type InferenceRequest = (typeof inferenceRequests)[number];
