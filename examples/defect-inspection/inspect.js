/**
 * Watches a folder. Each picture that appears there gets a verdict by the labels of the gallery;
 * one of which Umbra is not certain is moved to `uncertain/` beside it, where a person decides.
 */
import { watch } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@umbra/sdk';

const [folder = 'incoming', gallery = 'surfaces', maxFar = '0.01'] = process.argv.slice(2);
const { UMBRA_URL: baseUrl = 'http://127.0.0.1:3000', UMBRA_KEY: key } = process.env;
const umbra = createClient({ baseUrl, key });
const places = { certain: join(folder, 'inspected'), uncertain: join(folder, 'uncertain') };
for (const place of Object.values(places)) await mkdir(place, { recursive: true });

const waiting = new Set();
const seen = (_event, name) => {
  if (!/\.(jpe?g|png|webp|tiff?)$/i.test(name ?? '') || waiting.has(name)) return;
  waiting.add(name);
  inspect(name)
    .catch((error) => console.log(JSON.stringify({ name, error: error.message })))
    .finally(() => waiting.delete(name));
};
watch(folder, seen);
console.log(`Watching ${folder}`);

async function inspect(name) {
  const image = await wholePicture(join(folder, name));
  if (image === null) return;
  const { hits } = await umbra.search({ gallery, image, limit: 5, maxFar: Number(maxFar) });
  const [best] = hits;
  // The best hit and its neighbours must agree before a machine decides.
  const agreeing = hits.filter(({ label }) => label === best?.label).length;
  const isCertain = best?.match === 'match' && agreeing > hits.length / 2;
  const place = isCertain ? places.certain : places.uncertain;
  await rename(join(folder, name), join(place, name));
  const verdict = isCertain ? best.label : 'uncertain';
  console.log(JSON.stringify({ name, verdict, nearest: best?.label, score: best?.score }));
}

/** A camera may still be writing it: it is whole when it stops growing. Null when it is gone. */
async function wholePicture(path) {
  for (let before = -1; ; await sleep(100)) {
    const image = await readFile(path).catch(() => null);
    if (image === null || (image.length > 0 && image.length === before)) return image;
    before = image.length;
  }
}
