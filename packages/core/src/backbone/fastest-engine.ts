import { isUmbraError } from '../errors/index.js';
import { exportOnnx, infersByOnnxRuntime } from '../onnx/index.js';
import type { ImageNetwork } from './image-network.js';
import { onnxNetwork } from './onnx-network.js';
import type { TfjsNetwork } from './tfjs-network.js';

/**
 * The same network where it runs fastest, see `infersByOnnxRuntime`: onnxruntime is several times
 * faster than WebAssembly. Takes the network over.
 */
export async function onFastestEngine(network: TfjsNetwork): Promise<ImageNetwork> {
  if (network.layers === null || !infersByOnnxRuntime()) {
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
