/** An ONNX graph in the making: nodes are added one after the other, names are given here. */
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import {
  AttributeProto_AttributeType,
  type AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../format/onnx.gen.js';

/** Operators as of ONNX 1.12, which every runtime of the last years knows. */
const opsetVersion = 17n;
const irVersion = 8n;

type Attributes = Readonly<Record<string, number | string | readonly number[] | { float: number }>>;

export interface NodeOptions {
  readonly inputs: readonly string[];
  readonly attributes?: Attributes;
  /** The name of its output; a free one else. */
  readonly output?: string;
}

/** A length by its name (`batch`) is another one in every run. */
export interface GraphPort {
  readonly name: string;
  readonly type: 'float32' | 'uint8';
  readonly shape: readonly (number | string)[];
}

export interface Graph {
  addInput(port: GraphPort): void;
  addOutput(port: GraphPort): void;
  /** A constant of float32; its name. */
  constant(values: Float32Array | readonly number[], shape: readonly number[]): string;
  /** A constant of int64, for shapes and axes; its name. */
  integers(values: readonly number[]): string;
  /** The name of the node's output. */
  node(operator: string, options: NodeOptions): string;
  toBytes(about: GraphDescription): Uint8Array;
}

export interface GraphDescription {
  readonly name: string;
  /** What wrote the file, and which version of it. */
  readonly producer: { readonly name: string; readonly version: string };
  readonly metadata?: Readonly<Record<string, string>>;
}

export function createGraph(): Graph {
  const nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  const constants: MessageInitShape<typeof TensorProtoSchema>[] = [];
  const inputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];
  const outputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];

  const addConstant = (
    type: TensorProto_DataType,
    rawData: Uint8Array,
    shape: readonly number[],
  ) => {
    const name = `constant_${constants.length}`;
    constants.push({ name, dataType: type, dims: shape.map(BigInt), rawData });
    return name;
  };

  return {
    addInput: (port) => void inputs.push(valueInfo(port)),
    addOutput: (port) => void outputs.push(valueInfo(port)),
    constant: (values, shape) =>
      addConstant(TensorProto_DataType.FLOAT, littleEndian(Float32Array.from(values)), shape),
    integers: (values) =>
      addConstant(
        TensorProto_DataType.INT64,
        littleEndian(BigInt64Array.from(values.map(BigInt))),
        [values.length],
      ),
    node: (operator, { inputs: names, attributes = {}, output }) => {
      const name = output ?? `${operator.toLowerCase()}_${nodes.length}`;
      nodes.push({
        name: `node_${nodes.length}`,
        opType: operator,
        input: [...names],
        output: [name],
        attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      });
      return name;
    },
    toBytes: ({ name, producer, metadata = {} }) =>
      toBinary(
        ModelProtoSchema,
        create(ModelProtoSchema, {
          irVersion,
          opsetImport: [{ domain: '', version: opsetVersion }],
          producerName: producer.name,
          producerVersion: producer.version,
          metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
          graph: { name, node: nodes, initializer: constants, input: inputs, output: outputs },
        }),
      ),
  };
}

function valueInfo({
  name,
  type,
  shape,
}: GraphPort): MessageInitShape<typeof ValueInfoProtoSchema> {
  const dim = shape.map((length) => ({
    value:
      typeof length === 'number'
        ? ({ case: 'dimValue', value: BigInt(length) } as const)
        : ({ case: 'dimParam', value: length } as const),
  }));
  const elemType = type === 'uint8' ? TensorProto_DataType.UINT8 : TensorProto_DataType.FLOAT;
  return { name, type: { value: { case: 'tensorType', value: { elemType, shape: { dim } } } } };
}

function attribute(
  name: string,
  value: Attributes[string],
): MessageInitShape<typeof AttributeProtoSchema> {
  if (typeof value === 'number') {
    return { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) };
  }
  if (typeof value === 'string') {
    const s = new TextEncoder().encode(value);
    return { name, type: AttributeProto_AttributeType.STRING, s };
  }
  if ('float' in value) {
    return { name, type: AttributeProto_AttributeType.FLOAT, f: value.float };
  }
  return { name, type: AttributeProto_AttributeType.INTS, ints: value.map(BigInt) };
}

/** ONNX keeps numbers in little-endian order, as all machines do that Umbra runs on. */
function littleEndian(values: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
