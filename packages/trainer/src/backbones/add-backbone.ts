/**
 * Adds a backbone to those of a home: its files are fetched, hashed and tried on one picture in a
 * folder beside its place, which then is renamed into it. So it is there whole or not at all.
 */
import { mkdir, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type BackboneCard,
  type BackboneFile,
  backboneCardFile,
  backboneHash,
  digestOf,
  listBackbones,
  type ModelFiles,
  openBackbone,
  type RequestedUse,
  readTfjsModelFile,
} from '@umbra/core/backbone';
import { UmbraError } from '@umbra/core/errors';
import type { ModelLocation } from './model-file.js';

export interface AddBackboneOptions {
  readonly location: ModelLocation;
  /** The folder of backbones. */
  readonly directory: string;
  /** The location's own name when left out. */
  readonly name?: string | undefined;
  /** What the hash has to be. */
  readonly sha256?: string | undefined;
  /** Side of the pictures; the network's own, or 128, when left out. */
  readonly size?: number | undefined;
  readonly use: RequestedUse;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
}

export interface AddedBackbone {
  readonly card: BackboneCard;
  /** False when the same backbone was there already. */
  readonly isNew: boolean;
}

/**
 * The TensorFlow.js backend must be selected before.
 * @throws UmbraError `model_unsupported`: no model, none for images, or not of that hash;
 * `name_taken`; `conflict` when it is there for another use; see also the location's errors.
 */
export async function addBackbone(options: AddBackboneOptions): Promise<AddedBackbone> {
  const { location, directory } = options;
  const there = await listBackbones(directory);
  const name = checkedName(options.name ?? location.name);
  try {
    const files = await readFiles(location);
    const added = await addFiles(files, { ...options, there, finalName: name });
    await location.forget();
    return added;
  } catch (error) {
    // Only a download that broke off may go on later.
    if (error instanceof UmbraError && error.code !== 'unavailable') {
      await location.forget();
    }
    throw error;
  }
}

function checkedName(name: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) || name === 'none') {
    throw new UmbraError(
      'config_invalid',
      `The name ${JSON.stringify(name)} cannot be used: take up to 64 letters, digits, dots, ` +
        'dashes and underscores, but not "none".',
    );
  }
  return name;
}

/** The model file, and for TensorFlow.js the weight files that it names. */
async function readFiles(location: ModelLocation): Promise<ModelFiles> {
  const model = await location.read(location.modelFile);
  const files = new Map([[location.modelFile, model]]);
  for (const name of readTfjsModelFile(model)?.weightFiles ?? []) {
    if (files.has(name) || name === backboneCardFile) {
      throw new UmbraError('model_unsupported', `The model has two files named ${name}.`);
    }
    files.set(name, await location.read(name));
  }
  return files;
}

interface AddFilesOptions extends AddBackboneOptions {
  readonly there: readonly BackboneCard[];
  /** The one asked for, or the location's. */
  readonly finalName: string;
}

async function addFiles(files: ModelFiles, options: AddFilesOptions): Promise<AddedBackbone> {
  const { location, there, use, directory, finalName: name } = options;
  const listed = describe(files);
  const sha256 = backboneHash(listed);
  checkHash(sha256, options);
  const known = there.find((card) => card.sha256 === sha256);
  if (known !== undefined) {
    return { card: checkSame(known, options), isNew: false };
  }
  const other = there.find((card) => card.name === name);
  if (other !== undefined) {
    throw new UmbraError(
      'name_taken',
      `Another backbone is called ${name}: choose a name with --name.`,
    );
  }
  const { format, scaling, input, fixedSize, featureWidth } = await inspect(files, options);
  const card: BackboneCard = {
    formatVersion: 1,
    ...{ name, sha256, format, ...use, scaling, input, fixedSize, featureWidth },
    source: location.source,
    addedAt: options.addedAt,
    files: listed,
  };
  await store(directory, { card, files });
  return { card, isNew: true };
}

function describe(files: ModelFiles): BackboneFile[] {
  return [...files].map(([name, bytes]) => ({
    name,
    bytes: bytes.length,
    sha256: digestOf(bytes),
  }));
}

function checkHash(sha256: string, { sha256: wanted, location }: AddBackboneOptions): void {
  if (wanted !== undefined && wanted.toLowerCase() !== sha256) {
    throw new UmbraError(
      'model_unsupported',
      `The SHA-256 of ${location.source} is ${sha256} and not ${wanted}: it is another model, or ` +
        'it was changed on its way. Nothing was added.',
    );
  }
}

function checkSame(known: BackboneCard, { name, size, use }: AddBackboneOptions): BackboneCard {
  const same =
    (name === undefined || name === known.name) &&
    (size === undefined || (size === known.input.width && size === known.input.height)) &&
    (use.scaling ?? known.scaling) === known.scaling &&
    use.pooling === known.pooling &&
    use.output === known.output;
  if (!same) {
    throw new UmbraError(
      'conflict',
      `This backbone is there already, as ${known.name} with scale ${known.scaling}, pooling ` +
        `${known.pooling} and size ${known.input.width}: remove it first with ` +
        `"umbra backbone remove ${known.name}".`,
    );
  }
  return known;
}

async function inspect(files: ModelFiles, { use, size }: AddBackboneOptions) {
  const sides = size === undefined ? undefined : { width: size, height: size };
  const backbone = await openBackbone({ files, use, size: sides });
  const { format, scaling, input, fixedSize, featureWidth } = backbone;
  backbone.dispose();
  return { format, scaling, input, fixedSize, featureWidth };
}

async function store(
  directory: string,
  { card, files }: { readonly card: BackboneCard; readonly files: ModelFiles },
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const staged = await mkdtemp(join(directory, '.adding-'));
  try {
    const cardBytes = new TextEncoder().encode(`${JSON.stringify(card, null, 2)}\n`);
    for (const [name, bytes] of [...files, [backboneCardFile, cardBytes] as const]) {
      await writeFlushed(join(staged, name), bytes);
    }
    await rename(staged, join(directory, card.sha256));
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw error;
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
