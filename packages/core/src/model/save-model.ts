/**
 * Writes a model artifact: `model.json` and `weights.bin` in TensorFlow.js's own layers format, and
 * `umbra.json` with everything else. The directory appears at once and complete, or not at all: it
 * is written beside its place, flushed to the disk, and then renamed.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { BackboneReference } from '../backbone/index.js';
import type { BackendInfo } from '../backend/index.js';
import { invariant, UmbraError } from '../errors/index.js';
import { artifactFiles } from './artifact-files.js';
import { checksum } from './checksum.js';
import { hasItsBackbone, type ModelCard } from './model-card.js';
import { serializeNetwork } from './serialize-network.js';
import type { TrainedModel } from './trained-model.js';
import { versions } from './versions.js';

export interface SaveModelOptions {
  /** Where the artifact goes; must not exist yet. */
  readonly directory: string;
  readonly model: TrainedModel;
  /** What the model itself cannot know. `createdAt` is ISO 8601, UTC. */
  readonly card: {
    readonly name: string;
    readonly createdAt: string;
    readonly backend: BackendInfo;
    /** What the network stands on, if it is a head. */
    readonly backbone?: BackboneReference | undefined;
  };
}

/**
 * Writes the artifact and returns its card.
 * @throws UmbraError `conflict` when there is something at `directory`.
 */
export async function saveModel({ directory, model, card }: SaveModelOptions): Promise<ModelCard> {
  const place = resolve(directory);
  if (existsSync(place)) {
    throw new UmbraError(
      'conflict',
      `A model cannot be saved over ${directory}: choose a new directory.`,
    );
  }
  const { topology, weights } = await serializeNetwork(model.network);
  const files = { [artifactFiles.topology]: topology, [artifactFiles.weights]: weights };
  const full = fullCard(model, { ...card, files: describe(files) });

  await mkdir(dirname(place), { recursive: true });
  const temporary = await mkdtemp(join(dirname(place), `.${basename(place)}-`));
  try {
    const cardBytes = new TextEncoder().encode(`${JSON.stringify(full, null, 2)}\n`);
    for (const [name, bytes] of Object.entries({ ...files, [artifactFiles.card]: cardBytes })) {
      await writeFlushed(join(temporary, name), bytes);
    }
    await flushDirectory(temporary);
    await rename(temporary, place);
    await flushDirectory(dirname(place));
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
  return full;
}

function fullCard(
  model: TrainedModel,
  rest: SaveModelOptions['card'] & Pick<ModelCard, 'files'>,
): ModelCard {
  const [embedding, shadow] = model.network.outputs; // [B, D], [B, d]
  const embeddingDimension = embedding?.shape[1];
  const shadowDimension = shadow?.shape[1];
  invariant(embeddingDimension && shadowDimension, 'a network gives an embedding and a shadow');
  const { config, prefixes = [], origin } = model;
  const { backbone } = rest;
  invariant(
    hasItsBackbone({ config, backbone, origin }),
    'a model is saved with the backbone it stands on',
  );
  return {
    formatVersion: origin || prefixes.length > 0 ? 3 : backbone ? 2 : 1,
    name: rest.name,
    createdAt: rest.createdAt,
    config,
    ...(origin === undefined ? {} : { origin }),
    ...(backbone === undefined ? {} : { backbone }),
    classes: model.classes,
    embeddingDimension,
    shadowDimension,
    input: config.input,
    metrics: model.metrics,
    baseline: model.baseline,
    ...(prefixes.length > 0 ? { prefixes } : {}),
    seed: config.seed,
    versions,
    backend: rest.backend,
    files: rest.files,
  };
}

function describe(files: Readonly<Record<string, Uint8Array>>): ModelCard['files'] {
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      { bytes: bytes.byteLength, sha256: checksum(bytes) },
    ]),
  );
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
