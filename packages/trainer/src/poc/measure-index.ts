/**
 * What a vector length costs in production, measured on the index that the product uses: bytes on
 * the disk, and queries a second one after the other. A graph of a few hundred vectors says nothing
 * about one of many thousands, so the pictures' own vectors are repeated with a little noise until
 * there are enough.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openIndex, type VectorIndex } from '@umbra/core/index';
import { createRandom } from '@umbra/core/random';

export interface IndexFigures {
  /** Vectors in the index when it was measured. */
  readonly vectors: number;
  /** Of the saved index. */
  readonly bytes: number;
  /** One after the other, by the median of their times. */
  readonly queriesPerSecond: number;
  /** Share of the ten nearest of an exact search that the index finds. */
  readonly recall: number;
}

export interface MeasureIndexOptions {
  readonly dimension: number;
  readonly stored: Float32Array; // [N, d]
  readonly queries: Float32Array; // [Q, d]
  /** Vectors to fill the index to. */
  readonly vectors: number;
  /** Seconds after which it is filled no further. */
  readonly fillSeconds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
}

const queriesAsked = 400;
const exactQueries = 50;
const neighbours = 10;
const batchSize = 500;
const pollMs = 10;

/** Length of the noise, against vectors of length 1: near copies, but no two the same. */
const noise = 0.1;

export async function measureIndex(options: MeasureIndexOptions): Promise<IndexFigures> {
  const { dimension, signal } = options;
  signal.throwIfAborted();
  const index = openIndex({ dimension, exactMax: 0 });
  const directory = await mkdtemp(join(tmpdir(), 'umbra-index-'));
  try {
    const vectors = await fill(index, options);
    await index.save(join(directory, 'index'), 'measured');
    const bytes = await sizeOf(join(directory, 'index'));
    return { vectors, bytes, ...(await ask(index, options)) };
  } finally {
    await index.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The number of vectors that it came to. */
async function fill(index: VectorIndex, options: MeasureIndexOptions): Promise<number> {
  const { vectors, fillSeconds, signal } = options;
  const batches = rowBatches(options);
  const startedAt = performance.now();
  let filled = 0;
  while (filled < vectors && (filled === 0 || performance.now() - startedAt < fillSeconds * 1000)) {
    const size = Math.min(batchSize, vectors - filled);
    const labels = Array.from({ length: size }, (_, row) => filled + row);
    await index.add(labels, batches(size));
    filled += size;
    while (!(await index.stats()).isSettled) {
      signal.throwIfAborted();
      await setTimeout(pollMs);
    }
  }
  return filled;
}

/** Draws the next rows: the pictures' own vectors first, then copies of them with noise. */
function rowBatches({
  dimension,
  stored,
  seed,
}: MeasureIndexOptions): (size: number) => Float32Array {
  const random = createRandom(seed).fork('index');
  const deviation = noise / Math.sqrt(dimension);
  const count = stored.length / dimension;
  let next = 0;
  return (size) => {
    const batch = new Float32Array(size * dimension);
    for (let row = 0; row < size; row++, next++) {
      const from = (next % count) * dimension;
      for (let column = 0; column < dimension; column++) {
        const value = stored[from + column] as number;
        batch[row * dimension + column] =
          next < count ? value : value + deviation * random.normal();
      }
    }
    return batch;
  };
}

async function ask(
  index: VectorIndex,
  { dimension, queries, signal }: MeasureIndexOptions,
): Promise<Pick<IndexFigures, 'queriesPerSecond' | 'recall'>> {
  const count = queries.length / dimension;
  const query = (at: number): Float32Array => {
    const row = at % count;
    return queries.subarray(row * dimension, (row + 1) * dimension);
  };
  let found = 0;
  for (let at = 0; at < exactQueries; at++) {
    signal.throwIfAborted();
    const exact = await index.search(query(at), { limit: neighbours, exact: true });
    const near = await index.search(query(at), { limit: neighbours });
    const labels = new Set(near.neighbors.map(({ label }) => label));
    found += exact.neighbors.filter(({ label }) => labels.has(label)).length;
  }
  const milliseconds: number[] = [];
  for (let at = 0; at < queriesAsked; at++) {
    const askedAt = performance.now();
    await index.search(query(at), { limit: neighbours });
    milliseconds.push(performance.now() - askedAt);
  }
  // The median, because whatever else the machine does at times is not the index's.
  const median = milliseconds.sort((a, b) => a - b)[queriesAsked / 2] ?? 0;
  return {
    queriesPerSecond: 1000 / median,
    recall: found / (exactQueries * neighbours),
  };
}

async function sizeOf(directory: string): Promise<number> {
  const names = await readdir(directory);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(directory, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
