import type { InputSize } from '@umbra/core/image';
import { type DatasetOptions, openDataset } from '../datasets/dataset.js';
import type { DecodedPictures } from '../datasets/decode-pictures.js';
import type { CommandContext } from './command-context.js';

/** A whole data set at a size, with the progress shown. */
export async function loadPictures(
  options: DatasetOptions,
  size: InputSize,
  { progress }: CommandContext,
): Promise<DecodedPictures> {
  const decoding = (await openDataset(options)).images(size);
  let step = await decoding.next();
  while (!step.done) {
    const { done, total } = step.value;
    progress.show({ done, total, note: `${done} of ${total} pictures read` });
    step = await decoding.next();
  }
  progress.clear();
  return step.value;
}
