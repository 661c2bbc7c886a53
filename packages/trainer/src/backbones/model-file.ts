/** Where the files of a backbone come from: this machine or the network. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';

/** No backbone that a small server can use is larger. */
export const fileBytesMax = 2 ** 31 - 2 ** 24;

export interface ModelLocation {
  /** For the card and for people: the path or address as it was given, made whole. */
  readonly source: string;
  /** What the backbone is called unless its user says. */
  readonly name: string;
  /** Name of the model file itself. */
  readonly modelFile: string;
  /** The file at a path relative to the model file. */
  read(file: string): Promise<Uint8Array>;
  /** Removes what was kept for the case that a download has to go on. */
  forget(): Promise<void>;
}

/**
 * A model on this machine: a .onnx file, a model.json, or a folder with one of them.
 * @throws UmbraError `not_found`.
 */
export async function localModel(path: string): Promise<ModelLocation> {
  const facts = await stat(path).catch(() => null);
  if (facts === null) {
    throw new UmbraError('not_found', `There is no file or folder ${path}: check the path.`);
  }
  const file = facts.isDirectory() ? await modelFileIn(path) : path;
  return {
    source: file,
    name: nameOf(file),
    modelFile: basename(file),
    read: (name) => readLocal(join(dirname(file), name)),
    forget: async () => {},
  };
}

async function modelFileIn(folder: string): Promise<string> {
  const names = await readdir(folder);
  const models = names.filter((name) => name === 'model.json' || name.endsWith('.onnx'));
  const [model] = models;
  if (model === undefined || models.length > 1) {
    const what = model === undefined ? 'no model.json or .onnx file' : 'several models';
    throw new UmbraError('not_found', `There is ${what} in ${folder}: name the model's file.`);
  }
  return join(folder, model);
}

/** The folder's name for a model.json, which all have; the file's own for others. */
export function nameOf(path: string): string {
  const file = basename(path);
  const bare = file === 'model.json' ? basename(dirname(path)) : file.replace(/\.[^.]*$/, '');
  const name = bare.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, 64) || 'backbone';
}

async function readLocal(path: string): Promise<Uint8Array> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) {
    throw new UmbraError('not_found', `The file ${path} of the model is missing.`);
  }
  if (facts.size > fileBytesMax) {
    throw new UmbraError('file_too_large', `${path} is larger than the 2 GB that can be used.`);
  }
  return readFile(path);
}
