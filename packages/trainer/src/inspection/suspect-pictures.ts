import { rankQueries, suspectLabels } from '@umbra/core/evaluation';
import type { Embedder } from '@umbra/core/model';
import type { DecodedPictures } from '../datasets/decode-pictures.js';
import { embedAll } from '../run/embed-images.js';
import type { SuspectPicture } from './inspection.js';

interface SuspectOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Pictures whose label their neighbours under a model dispute, the surest first. */
export async function suspectPictures(
  embedder: Embedder,
  { images, paths }: DecodedPictures,
  { signal, onProgress }: SuspectOptions,
): Promise<SuspectPicture[]> {
  const { labels, classes } = images;
  const { shadows } = await embedAll(embedder, images, {
    signal,
    onProgress: (done) => onProgress(done, labels.length),
  });
  const gallery = { vectors: shadows, labels };
  const results = await rankQueries({ gallery, dimension: embedder.shadowDimension }, { signal });
  return suspectLabels(results, labels).map(({ row, label, suggested, ...shares }) => ({
    path: paths[row] ?? '',
    label: classes[label] ?? '',
    suggested: classes[suggested] ?? '',
    ...shares,
  }));
}
