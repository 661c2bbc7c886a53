import { createRandom } from '@umbra/core/random';
import { lossTitle } from './candidate.js';
import { embeddingMap, mapPicturesMin } from './embedding-map.js';
import type { FinalSetting } from './final-runs.js';
import type { EmbeddingMaps, MapPanel } from './report.js';
import type { SplitData } from './split-data.js';

export interface MapPicturesOptions {
  readonly data: SplitData;
  /** A map each. */
  readonly settings: readonly FinalSetting[];
  /** Test pictures at most. */
  readonly pictures: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** The test pictures as trained models see them; null where there are too few to place. */
export async function mapPictures(options: MapPicturesOptions): Promise<EmbeddingMaps | null> {
  const { data, settings, pictures, seed, signal } = options;
  const { labels, classes } = data.test;
  const order = createRandom(seed)
    .fork('map-sample')
    .shuffle([...labels.keys()]);
  const sample = order.slice(0, pictures).sort((a, b) => a - b);
  if (sample.length < mapPicturesMin) {
    return null;
  }
  const panels: MapPanel[] = [];
  for (const { candidate, vectors } of settings) {
    const { dimension, test } = vectors;
    const rows = new Float32Array(sample.length * dimension);
    sample.forEach((picture, row) => {
      const from = picture * dimension;
      rows.set(test.subarray(from, from + dimension), row * dimension);
    });
    const points = await embeddingMap({ vectors: rows, dimension, seed, signal });
    panels.push({
      title: `${lossTitle(candidate.loss)}, ${dimension} numbers`,
      points: points.map(({ x, y }) => [round(x), round(y)] as const),
    });
  }
  return {
    method: 'UMAP, 15 neighbours, cosine distance',
    seed,
    classes,
    labels: sample.map((picture) => labels[picture] ?? 0),
    panels,
  };
}

/** Finer than a pixel of the picture. */
function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
