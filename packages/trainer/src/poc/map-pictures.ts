import { createRandom } from '@umbra/core/random';
import { embeddingMap, mapPicturesMin } from './embedding-map.js';
import type { FinalSetting } from './final-runs.js';
import type { EmbeddingMaps } from './report.js';
import type { SplitData } from './split-data.js';

export interface MapPicturesOptions {
  readonly data: SplitData;
  readonly shadow: FinalSetting;
  readonly triplet: FinalSetting | null;
  /** Test pictures at most. */
  readonly pictures: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** The test pictures as both losses see them; null where there are too few to place. */
export async function mapPictures(options: MapPicturesOptions): Promise<EmbeddingMaps | null> {
  const { data, shadow, triplet, pictures, seed, signal } = options;
  const { labels, classes } = data.test;
  const order = createRandom(seed)
    .fork('map-sample')
    .shuffle([...labels.keys()]);
  const sample = order.slice(0, pictures).sort((a, b) => a - b);
  if (sample.length < mapPicturesMin) {
    return null;
  }
  const place = async ({ vectors }: FinalSetting): Promise<(readonly [number, number])[]> => {
    const { dimension, test } = vectors;
    const rows = new Float32Array(sample.length * dimension);
    sample.forEach((picture, row) => {
      const from = picture * dimension;
      rows.set(test.subarray(from, from + dimension), row * dimension);
    });
    const points = await embeddingMap({ vectors: rows, dimension, seed, signal });
    return points.map(({ x, y }) => [round(x), round(y)] as const);
  };
  return {
    method: 'UMAP, 15 neighbours, cosine distance',
    seed,
    classes,
    labels: sample.map((picture) => labels[picture] ?? 0),
    shadow: await place(shadow),
    triplet: triplet === null ? null : await place(triplet),
  };
}

/** Finer than a pixel of the picture. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
