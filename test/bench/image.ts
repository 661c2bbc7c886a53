/**
 * Search by photograph among 50,000 items of a gallery that plain pixels serve, one request after
 * the other: a JPEG of 640 x 480 is sent, decoded, embedded, and its like is found.
 */
import { setTimeout } from 'node:timers/promises';
import type { Umbra } from '@umbra/sdk';
import sharp from 'sharp';
import { ApiProcess } from '../support/api-process.js';
import { drawPicture, shapes } from '../support/pictures.js';
import type { Bench } from './bench.js';
import { picturesAsNdjson } from './http/picture-lines.js';
import { secondsOf } from './search/engine.js';

const count = 50_000;
const searches = 200;
const photograph = { width: 640, height: 480 };

export const image: Bench = async () => {
  const environment = { UMBRA_SEARCHES_PER_MINUTE: '0' };
  const api = await ApiProcess.start({ environment });
  try {
    const umbra = api.client();
    await fill(umbra);
    const asked = await photographs(searches);
    const milliseconds: number[] = [];
    for (const query of asked) {
      const seconds = await secondsOf(() => umbra.search({ gallery: 'items', image: query }));
      milliseconds.push(1000 * seconds);
    }
    milliseconds.sort((a, b) => a - b);
    const at = (share: number): number => milliseconds[Math.floor(share * searches)] ?? Number.NaN;
    const [p50, p95] = [at(0.5), at(0.95)];
    return {
      rows: [{ items: count, searches, 'p50 ms': p50.toFixed(1), 'p95 ms': p95.toFixed(1) }],
      summary: { p50Ms: p50, p95Ms: p95 },
    };
  } finally {
    await api.close();
  }
};

/** Resolves when every vector is in the graph. */
async function fill(umbra: Umbra): Promise<void> {
  await umbra.galleries.create({ name: 'items' });
  const file = await picturesAsNdjson(count);
  const job = await umbra.items.import({ gallery: 'items', file, wait: true });
  if (job.state !== 'succeeded') throw new Error(`the import ended as ${job.state}`);
  while ((await umbra.galleries.get('items')).index.state !== 'ready') await setTimeout(100);
}

async function photographs(number: number): Promise<Buffer[]> {
  const drawn: Buffer[] = [];
  for (let variant = 0; variant < number; variant++) {
    const small = await drawPicture(shapes[variant % shapes.length] ?? 'bar', count + variant);
    const { width, height } = photograph;
    drawn.push(await sharp(small).resize(width, height, { fit: 'fill' }).jpeg().toBuffer());
  }
  return drawn;
}
