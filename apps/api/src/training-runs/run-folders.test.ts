import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Home } from '../persistence/home.js';
import { TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';

let api: TestApi;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(async () => {
  await api.stop();
  await rm(api.home, { recursive: true, force: true });
});

it('a start throws away what a killed training left, and keeps the models that were filed', async () => {
  const home = api.app.get(Home);
  const filed = home.model(await fileUntrainedModel(api, 1));
  const abandoned = [
    join(home.run('01run'), 'manifest.ndjson'),
    join(home.model('01model'), 'umbra.json'),
    join(dirname(filed), '.01model-x7Gh2k', 'weights.bin'),
    join(home.thumbnails, 'unfinished', 'half-a-preview'),
  ];
  for (const path of abandoned) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, 'half');
  }
  await api.stop();
  api = await TestApi.start({ home: api.home });
  expect(abandoned.filter((path) => existsSync(path))).toEqual([]);
  expect(existsSync(join(filed, 'umbra.json'))).toBe(true);
});
