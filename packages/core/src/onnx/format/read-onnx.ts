import { fromBinary } from '@bufbuild/protobuf';
import { UmbraError } from '../../errors/index.js';
import {
  type GraphProto,
  type ModelProto,
  ModelProtoSchema,
  TensorProto_DataLocation,
} from './onnx.gen.js';

/** An ONNX file whose graph is there. */
export type ReadModel = ModelProto & { graph: GraphProto };

/**
 * Reads an ONNX file; weights are views into `bytes`.
 * @throws UmbraError `model_unsupported`: it is none, it is cut off, or its weights lie in other
 * files.
 */
export function readOnnx(bytes: Uint8Array): ReadModel {
  const model = parse(bytes);
  const { graph } = model;
  if (graph === undefined || graph.node.length === 0 || model.opsetImport.length === 0) {
    throw new UmbraError('model_unsupported', 'The file is not an ONNX model: it has no graph.');
  }
  if (hasOutsideWeights(graph)) {
    throw new UmbraError(
      'model_unsupported',
      'The ONNX model keeps its weights in other files: save it as one file, for example with ' +
        'onnx.save(model, path, save_as_external_data=False) in Python.',
    );
  }
  return Object.assign(model, { graph });
}

function parse(bytes: Uint8Array): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new UmbraError(
      'model_unsupported',
      'The file is not an ONNX model, or only a part of one: copy or export it again.',
      { cause },
    );
  }
}

/** The runtime would read such files from wherever the model says. */
function hasOutsideWeights(graph: GraphProto): boolean {
  return (
    graph.initializer.some(
      ({ dataLocation }) => dataLocation === TensorProto_DataLocation.EXTERNAL,
    ) ||
    graph.node.some(({ attribute }) =>
      attribute.some(
        ({ t, g }) =>
          t?.dataLocation === TensorProto_DataLocation.EXTERNAL ||
          (g !== undefined && hasOutsideWeights(g)),
      ),
    )
  );
}
