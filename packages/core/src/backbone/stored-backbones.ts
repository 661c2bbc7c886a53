/**
 * Backbones on the disk: `<directory>/<sha256>/backbone.json` with the model's files beside it.
 * Nothing of a backbone is used before its bytes match the hash by which it was asked for.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UmbraError } from '../errors/index.js';
import { type BackboneCard, type BackboneReference, backboneCardSchema } from './backbone-card.js';
import { backboneHash, digestOf } from './backbone-hash.js';
import type { ModelFiles } from './image-network.js';

export const backboneCardFile = 'backbone.json';

/** The cards of all backbones under `directory`, the newest first. */
export async function listBackbones(directory: string): Promise<BackboneCard[]> {
  const names = await readdir(directory).catch(() => []);
  const hashes = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
  const cards = await Promise.all(hashes.map((sha256) => readCard(directory, sha256)));
  return cards.filter((card) => card !== null).sort((a, b) => (a.addedAt > b.addedAt ? -1 : 1));
}

/**
 * The files of a backbone, checked.
 * @throws UmbraError `backbone_missing`; `model_corrupt`, naming the file that is damaged.
 */
export async function readBackbone(
  directory: string,
  { sha256, name }: Pick<BackboneReference, 'sha256' | 'name'>,
): Promise<{ readonly card: BackboneCard; readonly files: ModelFiles }> {
  const card = await readCard(directory, sha256);
  if (card === null) {
    throw new UmbraError(
      'backbone_missing',
      `The backbone ${name} with SHA-256 ${sha256} is not in ${directory}: ` +
        `add it again with "umbra backbone add PATH_OR_URL --sha256 ${sha256}".`,
    );
  }
  const place = join(directory, sha256);
  const files = new Map<string, Uint8Array>();
  for (const file of card.files) {
    const bytes = await readFile(join(place, file.name)).catch(() => null);
    if (bytes === null || bytes.length !== file.bytes || digestOf(bytes) !== file.sha256) {
      const what = bytes === null ? 'cannot be read' : 'has changed since it was added';
      throw corrupt(place, `${file.name} ${what}`);
    }
    files.set(file.name, bytes);
  }
  if (backboneHash(card.files) !== sha256) {
    throw corrupt(place, `${backboneCardFile} lists files of another backbone`);
  }
  return { card, files };
}

/** Null where there is no backbone, or none that this version can read. */
async function readCard(directory: string, sha256: string): Promise<BackboneCard | null> {
  const path = join(directory, sha256, backboneCardFile);
  const text = await readFile(path, 'utf8').catch(() => '');
  try {
    const card = backboneCardSchema.safeParse(JSON.parse(text));
    return card.success && card.data.sha256 === sha256 ? card.data : null;
  } catch {
    return null;
  }
}

function corrupt(place: string, what: string): UmbraError {
  return new UmbraError(
    'model_corrupt',
    `The backbone in ${place} cannot be used: ${what}. Remove that folder and add it again.`,
  );
}
