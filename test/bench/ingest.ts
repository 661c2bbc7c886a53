/**
 * How fast items come in: by picture one after the other (decoded, embedded, stored, linked), by
 * picture and by vector in bulk, and what an item takes on disk. Pictures of 24 px: what is
 * measured is what Umbra adds to decoding them.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Umbra } from '@umbra/sdk';
import { ApiProcess } from '../support/api-process.js';
import { drawPicture, shapes } from '../support/pictures.js';
import type { Bench } from './bench.js';
import type { BenchRow } from './bench-report.js';
import { picturesAsNdjson } from './http/picture-lines.js';
import { vectorsAsNdjson } from './http/vector-lines.js';
import { clusteredVectors } from './search/clustered-vectors.js';
import { secondsOf } from './search/engine.js';

const uploads = 300;
const inFlight = 4;
const imported = 3000;
const importedVectors = 20_000;
const dimension = 64;

interface Way {
  readonly name: string;
  readonly items: number;
  readonly run: (umbra: Umbra) => Promise<unknown>;
}

export const ingest: Bench = async () => {
  const ways = await prepare();
  const rows: BenchRow[] = [];
  const summary: Record<string, number> = {};
  for (const { name, items, run } of ways) {
    const environment = { UMBRA_SEARCHES_PER_MINUTE: '0', UMBRA_WRITES_PER_MINUTE: '0' };
    const api = await ApiProcess.start({ environment });
    try {
      const before = bytesBelow(api.home);
      const seconds = await secondsOf(() => run(api.client()));
      await api.stop();
      const bytes = (bytesBelow(api.home) - before) / items;
      rows.push({
        way: name,
        items,
        'items/s': Math.round(items / seconds),
        'bytes an item': Math.round(bytes),
      });
      summary[`${name} / items a second`] = items / seconds;
      summary[`${name} / bytes an item`] = bytes;
    } finally {
      await api.close();
    }
  }
  return { rows, summary };
};

/** What is sent is made before the clock runs. */
async function prepare(): Promise<Way[]> {
  const pictures: Buffer[] = [];
  for (let variant = 0; variant < uploads; variant++) {
    pictures.push(await drawPicture(shapes[variant % shapes.length] ?? 'bar', variant));
  }
  const file = await picturesAsNdjson(imported);
  const data = clusteredVectors({ dimension, count: importedVectors, queries: 0 });
  return [
    { name: `pictures, ${inFlight} uploads at once`, items: uploads, run: uploadAll(pictures) },
    { name: 'pictures, imported', items: imported, run: importAll(file) },
    {
      name: 'vectors of 64 numbers, imported',
      items: importedVectors,
      run: importAll(vectorsAsNdjson(data), dimension),
    },
  ];
}

function uploadAll(pictures: readonly Buffer[]): Way['run'] {
  return async (umbra) => {
    await umbra.galleries.create({ name: 'items' });
    let next = 0;
    const uploadOnAndOn = async (): Promise<void> => {
      for (let at = next++; at < pictures.length; at = next++) {
        await umbra.items.upload({ gallery: 'items', image: pictures[at] ?? Buffer.alloc(0) });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, uploadOnAndOn));
  };
}

function importAll(file: Blob, numbers?: number): Way['run'] {
  return async (umbra) => {
    await umbra.galleries.create({ name: 'items', dimension: numbers });
    const job = await umbra.items.import({ gallery: 'items', file, wait: true });
    if (job.state !== 'succeeded') throw new Error(`the import ended as ${job.state}`);
  };
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
    .reduce((sum, size) => sum + size, 0);
}
