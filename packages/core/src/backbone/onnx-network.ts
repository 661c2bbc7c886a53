import { UmbraError } from '../errors/index.js';
import { type OnnxModel, openOnnxModel } from '../onnx/index.js';
import type { ImageNetwork, NetworkOutput } from './image-network.js';

interface OnnxNetworkOptions {
  readonly bytes: Uint8Array;
  readonly output: string | null;
}

/**
 * An ONNX model, computed by onnxruntime in this thread. PyTorch exports channels first; here all
 * pictures and feature maps have their channels last.
 * @throws UmbraError `model_unsupported`, `backend_unavailable` without onnxruntime.
 */
export async function onnxNetwork(options: OnnxNetworkOptions): Promise<ImageNetwork> {
  const model = await openOnnxModel(options.bytes);
  const { layout, type, height, width, channels } = model.input;
  const takesBytes = type === 'uint8';
  try {
    const output = outputName(model, options.output);
    return {
      input: { height, width, channels, takesBytes },
      run: async (values, { count, height, width }) => {
        const size = { count, places: height * width };
        const ordered = layout === 'channelsFirst' ? toChannelsFirst(values, size) : values;
        const typed = takesBytes ? Uint8Array.from(ordered) : ordered;
        const outputs = await model.run({ values: typed, count, height, width }, [output]);
        const result = outputs[output] as NetworkOutput;
        return layout === 'channelsFirst' ? toChannelsLast(result) : result;
      },
      dispose: () => void model.dispose(),
    };
  } catch (error) {
    await model.dispose();
    throw error;
  }
}

function outputName({ outputs }: OnnxModel, wanted: string | null): string {
  const names = outputs.map(({ name }) => name);
  const name = wanted ?? names[0];
  if (name === undefined || !names.includes(name)) {
    throw new UmbraError(
      'model_unsupported',
      `The ONNX model has no output "${wanted}": it has ${names.join(', ')}.`,
    );
  }
  return name;
}

interface PlanarSize {
  readonly count: number;
  /** Height times width. */
  readonly places: number;
}

/** [B, H, W, C] -> [B, C, H, W] */
function toChannelsFirst(values: Float32Array, { count, places }: PlanarSize): Float32Array {
  return transposed(values, { count, rows: places, columns: values.length / (count * places) });
}

/** [B, C, h, w] -> [B, h, w, C]; what is no feature map stays as it is. */
function toChannelsLast({ values, shape }: NetworkOutput): NetworkOutput {
  const [count = 0, channels = 0, height = 0, width = 0] = shape;
  if (shape.length !== 4) {
    return { values, shape };
  }
  return {
    values: transposed(values, { count, rows: channels, columns: height * width }),
    shape: [count, height, width, channels],
  };
}

interface MatrixSize {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
}

/** [count, rows, columns] -> [count, columns, rows] */
function transposed(values: Float32Array, { count, rows, columns }: MatrixSize): Float32Array {
  const result = new Float32Array(values.length);
  for (let matrix = 0; matrix < count; matrix++) {
    const start = matrix * rows * columns;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        result[start + column * rows + row] = values[start + row * columns + column] as number;
      }
    }
  }
  return result;
}
