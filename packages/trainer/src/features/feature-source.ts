/**
 * Features of pictures: from the cache where they are known, from the backbone where they are not.
 * The threads of the backbone start with the first picture that is not known.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { contentOf, FeatureCache } from './feature-cache.js';
import { FeaturePool } from './feature-pool.js';
import type { FeatureThreadData } from './feature-protocol.js';

/** Part of every cache key: raise it when the same pictures give other features than before. */
const featureVersion = 1;

/** Looked up between two turns of the event loop. */
const picturesPerTurn = 64;

export interface FeatureSourceOptions extends FeatureThreadData {
  /** Where features are kept between runs; nowhere when left out. */
  readonly cacheDirectory?: string | undefined;
}

/** uint8 [N, H, W, C] -> features [N, F] */
export interface FeatureSource {
  /**
   * Yields how many pictures are done, and returns all features.
   * @throws UmbraError of the backbone or the cache; the signal's reason
   */
  compute(
    pixels: Uint8Array,
    count: number,
    signal?: AbortSignal,
  ): AsyncGenerator<number, Float32Array>;
  /** What was computed until then stays in the cache, however the work has ended. */
  close(): Promise<void>;
}

export async function openFeatureSource(options: FeatureSourceOptions): Promise<FeatureSource> {
  const { cacheDirectory: directory, backbones, reference, input, backend } = options;
  const pool = new FeaturePool({ backbones, reference, input, backend });
  const cache =
    directory === undefined ? null : await FeatureCache.open({ directory, key: cacheKey(options) });
  return {
    compute: (pixels, count, signal) =>
      computeFeatures({ pool, cache, pictures: split(pixels, count), signal }),
    close: async () => {
      await pool.close();
      await cache?.flush();
    },
  };
}

/** Features do not depend on what computes them, but on everything else. */
function cacheKey({ reference, input }: FeatureSourceOptions): string {
  const { sha256, scaling, pooling, output } = reference;
  const { width, height, channels } = input;
  const parts = [featureVersion, sha256, scaling, pooling, output, width, height, channels];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

function split(pixels: Uint8Array, count: number): Uint8Array[] {
  const imageLength = pixels.length / count;
  return Array.from({ length: count }, (_, row) =>
    pixels.subarray(row * imageLength, (row + 1) * imageLength),
  );
}

interface ComputeOptions {
  readonly pool: FeaturePool;
  readonly cache: FeatureCache | null;
  readonly pictures: readonly Uint8Array[]; // each [H, W, C]
  readonly signal: AbortSignal | undefined;
}

async function* computeFeatures(options: ComputeOptions): AsyncGenerator<number, Float32Array> {
  const { pool, cache, pictures, signal } = options;
  const rows = new FeatureRows(pictures.length);
  const contents: string[] = [];
  const unknown: number[] = [];
  for (const [row, picture] of pictures.entries()) {
    const content = cache === null ? '' : contentOf(picture);
    const known = cache === null ? null : await cache.find(content);
    contents.push(content);
    if (known === null) {
      unknown.push(row);
    } else {
      rows.set(row, known);
    }
    if (row % picturesPerTurn === 0) {
      signal?.throwIfAborted();
      await nextTurn();
    }
  }
  let done = pictures.length - unknown.length;
  yield done;
  const missing = unknown.map((row) => pictures[row] as Uint8Array);
  for await (const { first, count, features } of pool.compute(missing, signal)) {
    const width = features.length / count;
    for (let at = 0; at < count; at++) {
      const row = unknown[first + at] as number;
      const values = features.subarray(at * width, (at + 1) * width);
      rows.set(row, values);
      await cache?.add(contents[row] as string, values);
    }
    done += count;
    yield done;
  }
  return rows.features;
}

/** [N, F], of which F is known with the first row. */
class FeatureRows {
  features = new Float32Array();

  constructor(private readonly count: number) {}

  set(row: number, values: Float32Array): void {
    if (this.features.length === 0) {
      this.features = new Float32Array(this.count * values.length);
    }
    this.features.set(values, row * values.length);
  }
}
