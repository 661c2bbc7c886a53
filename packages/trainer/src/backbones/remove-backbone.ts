import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackboneCard } from '@umbra/core/backbone';
import { UmbraError } from '@umbra/core/errors';
import type { ModelCard } from '@umbra/core/model';
import { findBackbone } from './find-backbone.js';

export interface RemoveBackboneOptions {
  /** The folder of backbones. */
  readonly directory: string;
  /** Where the models lie that may stand on it. */
  readonly models: string;
  /** Name or SHA-256. */
  readonly backbone: string;
}

/**
 * Removes a backbone that no model needs.
 * @throws UmbraError `backbone_missing`; `conflict`, naming the models that stand on it.
 */
export async function removeBackbone(options: RemoveBackboneOptions): Promise<BackboneCard> {
  const { directory, models, backbone } = options;
  const card = await findBackbone(directory, backbone);
  const users = await modelsOn(card.sha256, models);
  if (users.length > 0) {
    throw new UmbraError(
      'conflict',
      `The backbone ${card.name} is in use by ${users.join(', ')} in ${models}: delete these ` +
        'models first.',
    );
  }
  // Renamed first, so that nobody ever sees a half of it.
  const leaving = join(directory, `.removing-${card.sha256}`);
  await rm(leaving, { recursive: true, force: true });
  await rename(join(directory, card.sha256), leaving);
  await rm(leaving, { recursive: true });
  return card;
}

/** Folders under `models` whose card names the backbone, and that do not hold it themselves. */
async function modelsOn(sha256: string, models: string): Promise<string[]> {
  const names = await readdir(models).catch(() => []);
  const users = await Promise.all(
    names.map(async (name) => {
      // A card that cannot be read as one may still name the backbone: then it counts.
      const text = await readFile(join(models, name, 'umbra.json'), 'utf8').catch(() => '');
      return text.includes(sha256) && !holdsItsBackbone(text) ? [name] : [];
    }),
  );
  return users.flat();
}

/** Whether a card is that of a model that was trained on from a backbone, blocks of it included. */
function holdsItsBackbone(text: string): boolean {
  try {
    const card = JSON.parse(text) as Partial<ModelCard>;
    return card.origin !== undefined && card.backbone === undefined;
  } catch {
    return false;
  }
}
