import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { reserveModelPlace } from './reserve-model-place.js';

it('gives a new place as it is', async () => {
  const place = join(await temporaryDirectory(), 'model');
  expect((await reserveModelPlace(place, { force: false })).directory).toBe(place);
  expect((await reserveModelPlace(place, { force: true })).directory).toBe(place);
});

it('keeps an old model until the new one is published, and only when told to replace it', async () => {
  const root = await temporaryDirectory();
  const place = join(root, 'model');
  await writeFiles(place, { 'umbra.json': 'old' });
  await expect(reserveModelPlace(place, { force: false })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('--force'),
  });
  const { directory, publish } = await reserveModelPlace(place, { force: true });
  await writeFiles(directory, { 'umbra.json': 'new' });
  expect(await readFile(join(place, 'umbra.json'), 'utf8')).toBe('old');
  await publish();
  expect(await readFile(join(place, 'umbra.json'), 'utf8')).toBe('new');
  expect(await readdir(root)).toEqual(['model']);
});

it('never replaces what is no model', async () => {
  const place = await temporaryDirectory();
  await writeFiles(place, { 'holiday.jpg': 'mine' });
  await expect(reserveModelPlace(place, { force: true })).rejects.toMatchObject({
    code: 'conflict',
  });
});
