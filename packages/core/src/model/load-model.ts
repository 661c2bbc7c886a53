import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { UmbraError } from '../errors/index.js';
import { artifactFiles } from './artifact-files.js';
import { checksum } from './checksum.js';
import { cutShadow } from './cut-shadow.js';
import type { LoadedModel } from './loaded-model.js';
import { type ModelCard, modelCardSchema } from './model-card.js';

/**
 * Reads an artifact that `saveModel` wrote. Nothing of it is used before its bytes match the card's
 * checksums.
 * @throws UmbraError `model_corrupt`, naming the file that is missing, damaged or of another
 * format; `config_invalid` for a `dimension` that the shadow cannot be cut to.
 */
export async function loadModel(
  directory: string,
  { dimension }: { readonly dimension?: number | undefined } = {},
): Promise<LoadedModel> {
  const card = await readCard(directory);
  const json = await readChecked(directory, { name: artifactFiles.topology, card });
  const weights = await readChecked(directory, { name: artifactFiles.weights, card });
  const topology = JSON.parse(new TextDecoder().decode(json)) as tf.io.ModelJSON;
  const specs = topology.weightsManifest.flatMap((group) => group.weights);
  const network = await loadLayersModel({
    load: () =>
      tf.io.getModelArtifactsForJSON(topology, async () => [
        specs,
        Uint8Array.from(weights).buffer,
      ]),
  });
  const model = { network, card };
  return dimension === undefined ? model : cutShadow(model, dimension);
}

async function readCard(directory: string): Promise<ModelCard> {
  const name = artifactFiles.card;
  const bytes = await readArtifactFile(directory, name);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw corrupt({ directory, name, what: 'is not JSON', cause });
  }
  const parsed = modelCardSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const what = `does not describe a model: ${issue?.path.join('.')} ${issue?.message}`;
    throw corrupt({ directory, name, what });
  }
  return parsed.data;
}

async function readChecked(
  directory: string,
  { name, card }: { name: string; card: ModelCard },
): Promise<Uint8Array> {
  const expected = card.files[name];
  if (expected === undefined) {
    const what = `does not list ${name}`;
    throw corrupt({ directory, name: artifactFiles.card, what });
  }
  const bytes = await readArtifactFile(directory, name);
  if (bytes.byteLength !== expected.bytes) {
    const what = `has ${bytes.byteLength} bytes instead of ${expected.bytes}`;
    throw corrupt({ directory, name, what });
  }
  if (checksum(bytes) !== expected.sha256) {
    throw corrupt({ directory, name, what: 'has changed since it was written' });
  }
  return bytes;
}

async function readArtifactFile(directory: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(directory, name));
  } catch (cause) {
    throw corrupt({ directory, name, what: 'cannot be read', cause });
  }
}

interface Corruption {
  readonly directory: string;
  readonly name: string;
  readonly what: string;
  readonly cause?: unknown;
}

function corrupt({ directory, name, what, cause }: Corruption): UmbraError {
  return new UmbraError(
    'model_corrupt',
    `The model in ${directory} cannot be used: ${name} ${what}. ` +
      'Restore it from a backup or train again.',
    { cause },
  );
}
