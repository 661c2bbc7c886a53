/** An ONNX graph in the making: nodes are added one after the other, names are given here. */
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { UmbraError } from '../../errors/index.js';
import {
  AttributeProto_AttributeType,
  type AttributeProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataType,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from '../format/onnx.gen.js';
import type { ReadModel } from '../format/read-onnx.js';
import { prefixNames } from './prefix-names.js';

/**
 * Operators as of ONNX 1.12, which every runtime of the last years knows. A model that is appended
 * brings its own version; our operators are the same in all versions from the oldest on.
 */
const ownVersion = 17n;
const oldestVersion = 11n;
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
  /**
   * Adds the nodes of another model, whose names begin with `prefix` from now on. What its inputs
   * are called must be the outputs of nodes that were added before.
   * @throws UmbraError `model_unsupported` for a model of operators that are too old.
   */
  append(model: ReadModel, prefix: string): void;
  toBytes(about: GraphDescription): Uint8Array;
}

export interface GraphDescription {
  readonly name: string;
  /** Of Umbra, which writes the file. */
  readonly version?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export function createGraph(): Graph {
  const nodes: MessageInitShape<typeof NodeProtoSchema>[] = [];
  const constants: MessageInitShape<typeof TensorProtoSchema>[] = [];
  const inputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];
  const outputs: MessageInitShape<typeof ValueInfoProtoSchema>[] = [];
  const functions: Uint8Array[] = [];
  const versions = new Map([['', ownVersion]]); // by domain

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
    append: (model, prefix) => {
      const operators = readVersions(model);
      prefixNames(model.graph, prefix);
      nodes.push(...model.graph.node);
      constants.push(...model.graph.initializer);
      functions.push(...model.functions);
      for (const [domain, version] of operators) {
        versions.set(domain, version);
      }
    },
    toBytes: ({ name, version, metadata = {} }) =>
      toBinary(
        ModelProtoSchema,
        create(ModelProtoSchema, {
          irVersion,
          opsetImport: [...versions].map(([domain, number]) => ({ domain, version: number })),
          functions,
          producerName: 'umbra',
          ...(version === undefined ? {} : { producerVersion: version }),
          metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
          graph: { name, node: nodes, initializer: constants, input: inputs, output: outputs },
        }),
      ),
  };
}

/** The versions of a model's operators by their domains. */
function readVersions({ opsetImport, graph }: ReadModel): ReadonlyMap<string, bigint> {
  const versions = new Map(
    opsetImport.map(({ domain = '', version = 1n }) => [domain, version] as const),
  );
  const version = versions.get('') ?? ownVersion;
  if (version < oldestVersion || graph.sparseInitializer.length > 0) {
    throw new UmbraError(
      'model_unsupported',
      `The ONNX model cannot be made a part of another one: it has operators of version ${version} ` +
        `or sparse weights. Convert it to version ${ownVersion}, for example with ` +
        'onnx.version_converter in Python.',
    );
  }
  return versions;
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
