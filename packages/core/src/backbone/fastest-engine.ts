import { getBackend } from '@tensorflow/tfjs-core';
import { isUmbraError } from '../errors/index.js';
import { exportOnnx, hasOnnxRuntime } from '../onnx/index.js';
import type { ImageNetwork } from './image-network.js';
import { onnxNetwork } from './onnx-network.js';
import type { TfjsNetwork } from './tfjs-network.js';

/**
 * The same network where it runs fastest. On a processor that is onnxruntime, several times faster
 * than WebAssembly; native TensorFlow keeps its own, since it may have a GPU. Takes the network
 * over.
 */
export async function onFastestEngine(network: TfjsNetwork): Promise<ImageNetwork> {
  if (network.layers === null || getBackend() === 'tensorflow' || !hasOnnxRuntime()) {
    return network;
  }
  try {
    const bytes = await exportOnnx({
      name: 'backbone',
      network: network.layers,
      input: { name: 'pixels', type: 'float32' },
      outputs: [{ name: 'features' }],
    });
    const twin = await onnxNetwork({ bytes, output: null });
    network.dispose();
    return twin;
  } catch (error) {
    // A layer without an equivalent in ONNX: TensorFlow.js has them all.
    if (isUmbraError(error) && error.code === 'model_unsupported') {
      return network;
    }
    network.dispose();
    throw error;
  }
}
