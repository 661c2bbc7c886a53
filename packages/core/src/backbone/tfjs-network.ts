import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { UmbraError } from '../errors/index.js';
import type { ImageNetwork, ModelFiles, NetworkInput } from './image-network.js';
import type { TfjsModelFile } from './tfjs-model-file.js';

interface TfjsNetworkOptions {
  readonly model: TfjsModelFile;
  readonly files: ModelFiles;
  readonly output: string | null;
}

export interface TfjsNetwork extends ImageNetwork {
  /** Null for a graph, which has no layers. */
  readonly layers: layers.LayersModel | null;
}

interface Predictor {
  readonly layers: layers.LayersModel | null;
  readonly inputs: readonly { readonly shape?: readonly (number | null)[] | undefined }[];
  predict(pixels: tf.Tensor4D): tf.Tensor | tf.Tensor[];
  dispose(): void;
}

/**
 * A TensorFlow.js model, computed by the selected backend.
 * @throws UmbraError `model_unsupported`, with what TensorFlow.js says about it.
 */
export async function tfjsNetwork(options: TfjsNetworkOptions): Promise<TfjsNetwork> {
  const { model, files, output } = options;
  const artifacts = await model.artifacts(files);
  const predictor = await understood('loaded', () =>
    model.format === 'tfjs-layers' ? layersModel(artifacts, output) : graphModel(artifacts, output),
  );
  try {
    return {
      layers: predictor.layers,
      input: imageInput(predictor),
      run: (values, { count, height, width }) =>
        understood('run', async () => {
          const result = tf.tidy(() => {
            const channels = values.length / (count * height * width);
            const outputs = predictor.predict(
              tf.tensor4d(values, [count, height, width, channels]),
            );
            return Array.isArray(outputs) ? (outputs[0] as tf.Tensor) : outputs;
          });
          const computed = (await result.data()) as Float32Array;
          result.dispose();
          return { values: computed, shape: result.shape };
        }),
      dispose: () => predictor.dispose(),
    };
  } catch (error) {
    predictor.dispose();
    throw error;
  }
}

async function layersModel(
  artifacts: tf.io.ModelArtifacts,
  output: string | null,
): Promise<Predictor> {
  const whole = await layers.loadLayersModel({ load: async () => artifacts });
  // Layers are shared, so the cut model owns all that it uses of the whole.
  const cut =
    output === null
      ? whole
      : layers.model({
          inputs: whole.inputs,
          outputs: whole.getLayer(output).output as layers.SymbolicTensor,
        });
  return {
    layers: cut,
    inputs: cut.inputs,
    predict: (pixels) => cut.predict(pixels, { batchSize: pixels.shape[0] }) as tf.Tensor,
    dispose: () => void whole.dispose(),
  };
}

async function graphModel(
  artifacts: tf.io.ModelArtifacts,
  output: string | null,
): Promise<Predictor> {
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  const graph = await loadGraphModel({ load: async () => artifacts });
  return {
    layers: null,
    inputs: graph.inputs.map(({ shape }) => ({
      shape: shape?.map((length) => (length < 0 ? null : length)),
    })),
    predict: (pixels) => graph.execute(pixels, output ?? undefined),
    dispose: () => graph.dispose(),
  };
}

function imageInput({ inputs }: Predictor): NetworkInput {
  const [shape] = inputs.map((input) => input.shape);
  // A graph may leave its input's shape open.
  const [, height = null, width = null, channels = 3] = shape ?? [];
  const isImage = shape === undefined || shape.length === 4;
  if (inputs.length !== 1 || !isImage || (channels !== 1 && channels !== 3)) {
    const takes = inputs.map((input) => `[${input.shape?.map((n) => n ?? '?').join(', ')}]`);
    throw new UmbraError(
      'model_unsupported',
      'The model has no image input: Umbra needs one input [batch, height, width, 3], ' +
        `and this one takes ${takes.join(' and ') || 'nothing'}.`,
    );
  }
  return { height, width, channels, takesBytes: false };
}

async function understood<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UmbraError) {
      throw cause;
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UmbraError(
      'model_unsupported',
      `The model cannot be ${what}: ${reason.replace(/\s+/g, ' ').slice(0, 300)}`,
      { cause },
    );
  }
}
