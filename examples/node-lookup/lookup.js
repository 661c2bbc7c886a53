import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '@umbra/sdk';

const [folder = 'pictures', photograph = 'photo.jpg'] = process.argv.slice(2);
const { UMBRA_URL: baseUrl = 'http://127.0.0.1:3000', UMBRA_KEY: key } = process.env;
const umbra = createClient({ baseUrl, key });
const gallery = 'lookup';

await umbra.galleries.create({ name: gallery });
for (const label of await readdir(folder)) {
  for (const name of await readdir(join(folder, label))) {
    const image = await readFile(join(folder, label, name));
    await umbra.items.upload({ gallery, image, label, externalId: `${label}/${name}` });
  }
}
const training = await umbra.train({ gallery, preset: 'quick', promote: 'auto' });
const { state } = await training.finished();
const { hits } = await umbra.search({ gallery, image: await readFile(photograph), limit: 3 });
console.log(`Training ${state}. Most alike:`);
for (const { label, externalId, score } of hits) console.log(label, externalId, score.toFixed(3));
