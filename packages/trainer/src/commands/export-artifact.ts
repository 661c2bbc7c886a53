import { stat } from 'node:fs/promises';
import { backboneHash, digestOf } from '@umbra/core/backbone';
import { type BackendRequest, selectBackend } from '@umbra/core/backend';
import { invariant } from '@umbra/core/errors';
import { type ExportedModel, type ExportFormat, exportModel } from '@umbra/core/model';
import { checkExportPlace, writeExportedFile, writeExportedFolder } from '../files/write-export.js';
import { modelNotThere } from '../run/open-embedder.js';
import { backbonesOf, type CommandContext, callerPath } from './command-context.js';
import { backendOf } from './options.js';

export interface ExportFlags {
  readonly format: ExportFormat;
  readonly out: string;
  readonly force?: boolean;
  readonly dimension?: number;
  readonly backend?: BackendRequest;
  readonly json?: boolean;
}

interface ExportCall {
  readonly model: string;
  readonly flags: ExportFlags;
}

/** Writes a model for other programs and says what it takes and gives. */
export async function exportArtifact(call: ExportCall, context: CommandContext): Promise<void> {
  const { model, flags } = call;
  const directory = callerPath(context, model);
  if (!(await stat(directory).catch(() => null))?.isDirectory()) {
    throw modelNotThere(model);
  }
  const path = callerPath(context, flags.out);
  const { format, force = false, dimension } = flags;
  await checkExportPlace({ path, force }, format === 'onnx' ? 'file' : 'folder');
  await selectBackend(backendOf(context, flags.backend));
  const backbones = backbonesOf(context);
  const exported = await exportModel({ directory, backbones, format, dimension });
  if (format === 'onnx') {
    const [bytes] = exported.files.values();
    invariant(bytes !== undefined, 'an ONNX model is one file');
    await writeExportedFile(path, bytes);
  } else {
    await writeExportedFolder(path, exported.files);
  }
  const described = describe(exported, { path, format });
  context.print(flags.json ? JSON.stringify(described, null, 2) : inWords(described));
}

function describe(
  { card, files }: ExportedModel,
  { path, format }: { readonly path: string; readonly format: ExportFormat },
) {
  const { width, height, channels } = card.input;
  return {
    path,
    format,
    bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
    /** As `umbra backbone add` tells it. */
    sha256: backboneHash([...files].map(([name, bytes]) => ({ name, sha256: digestOf(bytes) }))),
    input: {
      name: 'pixels',
      type: format === 'onnx' ? 'uint8' : 'float32',
      shape: ['batch', height, width, channels],
    },
    outputs: [
      { name: 'embedding', type: 'float32', shape: ['batch', card.embeddingDimension] },
      { name: 'shadow', type: 'float32', shape: ['batch', card.shadowDimension] },
    ],
    shadowsHaveLengthOne: format === 'onnx',
  };
}

function inWords(described: ReturnType<typeof describe>): string {
  const { path, bytes, sha256, input, outputs, shadowsHaveLengthOne } = described;
  const port = ({ name, type, shape }: (typeof outputs)[number] | typeof input) =>
    `${name}: ${type} [${shape.join(', ')}]`;
  const colours = input.shape[3] === 3 ? 'red, green and blue' : 'grey';
  const [embedding, shadow] = outputs.map(port);
  return [
    `${path} (${(bytes / 1e6).toFixed(1)} MB)`,
    `SHA-256  ${sha256}`,
    `input    ${port(input)}, ${colours} in 0..255`,
    `outputs  ${embedding}`,
    `         ${shadow}${shadowsHaveLengthOne ? ', every row of length 1' : ', of any length'}`,
  ].join('\n');
}
