import { join } from 'node:path';
import { createRandom } from '@umbra/core/random';
import { presetConfig, type TrainingConfig } from '@umbra/core/training';
import { picture, writeFiles } from './pictures.js';

/** Trains in a moment. */
export const tinyConfig: TrainingConfig = {
  ...presetConfig(
    'quick',
    { classes: 2, images: 12, typicalSize: { width: 16, height: 16, channels: 3 } },
    1,
  ),
  input: { width: 8, height: 8, channels: 3 },
  encoder: { kind: 'convolutional', widths: [4], embeddingDimension: 8 },
  projection: { kind: 'linear', dimension: 4 },
  sampling: { kind: 'pk', classes: 2, images: 2 },
  epochs: 2,
  stepsPerEpoch: 3,
};

/** Reddish and bluish pictures, every one of its own colour. Returns the folder of the labels. */
export async function drawColours(root: string, { perLabel = 6 } = {}): Promise<string> {
  const random = createRandom(1);
  const folder = join(root, 'colours');
  for (let index = 0; index < perLabel; index++) {
    const strong = 170 + random.below(80);
    await writeFiles(folder, {
      [`red/${index}.png`]: await picture([strong, random.below(80), index]),
      [`blue/${index}.png`]: await picture([index, random.below(80), strong]),
    });
  }
  return folder;
}
