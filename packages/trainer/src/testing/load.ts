import type { InputSize } from '@umbra/core/image';
import { type DatasetOptions, openDataset } from '../datasets/dataset.js';
import type { DecodedPictures } from '../datasets/decode-pictures.js';

export const tinySize: InputSize = { width: 8, height: 8, channels: 3 };

/** A whole data set at a size. */
export async function load(
  options: DatasetOptions,
  size: InputSize = tinySize,
): Promise<DecodedPictures> {
  const decoding = (await openDataset(options)).images(size);
  for (;;) {
    const step = await decoding.next();
    if (step.done) {
      return step.value;
    }
  }
}

/** Label of every picture by its path. */
export function labelsByPath({ images, paths }: DecodedPictures): Record<string, string> {
  return Object.fromEntries(
    paths.map((path, row) => [path, images.classes[images.labels[row] ?? -1] ?? '?']),
  );
}
