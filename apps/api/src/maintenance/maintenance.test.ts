import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { Home } from '../persistence/home.js';
import type { SearchResult } from '../search/search.schema.js';
import { stripes } from '../testing/pictures.js';
import { pictureForm, TestApi } from '../testing/test-api.js';
import { fileUntrainedModel } from '../testing/test-model.js';
import { backUp } from './back-up.js';
import { diagnose } from './doctor.js';
import { restore } from './restore.js';

let api: TestApi;
let home: Home;
let folder: string;
let model: string;

const kinds = 3;
const kept = stripes(1, 4);
const deleted = stripes(2, 5000);

beforeAll(async () => {
  api = await TestApi.start();
  home = new Home(api.home);
  folder = await mkdtemp(join(tmpdir(), 'umbra-backup-'));
  await api.createGallery('parts');
  for (let number = 0; number < 9; number++) {
    await api.upload('parts', stripes(number % kinds, number), { label: `kind-${number % kinds}` });
  }
  model = await fileUntrainedModel(api, 1);
});
afterAll(async () => {
  await api.stopAndRemove();
  await rm(folder, { recursive: true, force: true });
});

async function nearestTo(server: TestApi, image: Uint8Array<ArrayBuffer>) {
  const { body } = await server.call<SearchResult>('POST', '/v1/galleries/parts/search', {
    form: pictureForm(image),
  });
  return body.hits.map(({ item, distance }) => ({ item, distance: distance.toFixed(5) }));
}

async function restored(): Promise<Home> {
  const place = new Home(await mkdtemp(join(tmpdir(), 'umbra-restored-')));
  await restore(folder, place);
  return place;
}

describe('a backup', () => {
  it('made while pictures come and go is a whole home', async () => {
    let isDone = false;
    const traffic = (async () => {
      for (let number = 100; !isDone; number++) {
        const { body } = await api.upload('parts', stripes(number % kinds, number));
        if (number % 2 === 0) {
          await api.call('DELETE', `/v1/galleries/parts/items/${body.id}`);
        }
      }
    })();
    for (let round = 0; round < 3; round++) {
      await backUp(home, folder);
    }
    isDone = true;
    await traffic;
    const place = await restored();
    expect((await diagnose(place, { mend: false })).findings).toEqual([]);
    const again = await TestApi.start({ home: place.root });
    const [nearest] = await nearestTo(again, kept);
    expect(nearest).toMatchObject({ distance: '0.00000' });
    expect((await again.call('GET', `/v1/models/${model}`)).status).toBe(200);
    await again.stopAndRemove();
  });

  it('answers searches as the home did, copies only what is new, and forgets what is deleted', async () => {
    const { body } = await api.upload('parts', deleted, { label: 'to-go' });
    const before = await backUp(home, folder);
    expect((await backUp(home, folder)).copied).toBe(0);
    const blobs = new Blobs(new Home(folder).blobs);
    expect(await blobs.has(sha256Of(deleted))).toBe(true);
    await api.call('DELETE', `/v1/galleries/parts/items/${body.id}`);
    const after = await backUp(home, folder);
    expect(after).toMatchObject({ copied: 0, pictures: before.pictures - 1 });
    expect(await blobs.has(sha256Of(deleted))).toBe(false);
    const databases = (await readdir(folder)).filter((name) => name.endsWith('.db'));
    expect(databases).toHaveLength(1);
    const bytes = await readFile(join(folder, databases[0] ?? ''));
    expect(bytes.includes('to-go')).toBe(false);
    const place = await restored();
    const again = await TestApi.start({ home: place.root });
    expect(await nearestTo(again, kept)).toEqual(await nearestTo(api, kept));
    await again.stopAndRemove();
  });

  it('is refused where it or its restoring would do harm', async () => {
    const place = new Home(await mkdtemp(join(tmpdir(), 'umbra-empty-')));
    await expect(backUp(home, join(home.root, 'backup'))).rejects.toThrow('within the home');
    await expect(backUp(place, folder)).rejects.toThrow('no home of Umbra');
    await expect(restore(place.root, place)).rejects.toThrow('holds no backup');
    await expect(restore(folder, home)).rejects.toThrow('is not empty');
    const blob = new Blobs(new Home(folder).blobs).pathOf(sha256Of(kept));
    await backUp(home, folder);
    await writeFile(blob, 'rotten');
    await expect(restore(folder, place)).rejects.toThrow(`the picture ${sha256Of(kept)}`);
    expect(existsSync(place.database)).toBe(false);
    await copyFile(new Blobs(home.blobs).pathOf(sha256Of(kept)), blob);
    await restore(folder, place);
    expect(existsSync(place.database)).toBe(true);
    await rm(place.root, { recursive: true });
  });
});

describe('a home that has lost pictures', () => {
  it('is backed up without them, and says so; what is damaged in a backup is copied anew', async () => {
    const damaged = await restored();
    const blobs = new Blobs(damaged.blobs);
    const gone = sha256Of(stripes(0, 0));
    await writeFile(blobs.pathOf(sha256Of(kept)), 'rotten');
    await rm(blobs.pathOf(gone));
    const second = await mkdtemp(join(tmpdir(), 'umbra-backup-'));
    const made = await backUp(damaged, second);
    expect([...made.lost].sort()).toEqual([sha256Of(kept), gone].sort());
    const other = new Blobs(new Home(second).blobs).pathOf(sha256Of(stripes(1, 1)));
    await writeFile(other, '');
    await backUp(damaged, second);
    const place = new Home(await mkdtemp(join(tmpdir(), 'umbra-restored-')));
    expect((await restore(second, place)).lost).toHaveLength(2);
    for (const path of [damaged.root, second, place.root]) await rm(path, { recursive: true });
  });

  it('does not take what an older database left behind into a new one', async () => {
    const place = new Home(await mkdtemp(join(tmpdir(), 'umbra-remains-')));
    await writeFile(`${place.database}-wal`, 'remains');
    await expect(restore(folder, place)).rejects.toThrow('is not empty');
    await rm(place.root, { recursive: true });
  });
});

describe('the doctor', () => {
  it('names damaged and missing files, and removes only what nothing refers to', async () => {
    await backUp(home, folder);
    const place = await restored();
    const blobs = new Blobs(place.blobs);
    await writeFile(blobs.pathOf(sha256Of(kept)), 'rotten');
    await rm(blobs.pathOf(sha256Of(stripes(0, 0))));
    await writeFile(join(place.model(model), 'weights.bin'), 'rotten');
    const lost = [place.run('01run'), place.model('01model'), place.index('01gallery')];
    await Promise.all(lost.map((path) => mkdir(path, { recursive: true })));
    const first = await diagnose(place, { mend: false });
    expect(first.findings.map(({ what }) => what).sort()).toEqual([
      'leftover',
      'model_damaged',
      'picture_damaged',
      'picture_missing',
    ]);
    const messages = first.findings.map(({ message }) => message).join('\n');
    for (const part of ['parts/', sha256Of(kept), model, 'weights.bin', '01run']) {
      expect(messages).toContain(part);
    }
    const second = await diagnose(place, { mend: true });
    expect(second.findings.filter(({ mended }) => mended)).toHaveLength(1);
    expect(lost.filter((path) => existsSync(path))).toEqual([]);
    const third = await diagnose(place, { mend: false });
    expect(third.findings).toHaveLength(3);
    await rm(place.root, { recursive: true });
  });

  it('finds a damaged database, and mends nothing while Umbra runs', async () => {
    await expect(diagnose(home, { mend: true })).rejects.toThrow('Another Umbra is at work');
    const place = await restored();
    const bytes = await readFile(place.database);
    bytes.fill(0x55, 4096 * 3, 4096 * 6);
    await writeFile(place.database, bytes);
    const { findings } = await diagnose(place, { mend: false });
    expect(findings).toMatchObject([{ what: 'database_damaged', mended: false }]);
    await rm(place.root, { recursive: true });
  });
});

describe('the command', () => {
  const command = new URL('../../dist/maintenance/main.js', import.meta.url).pathname;
  const run = (...words: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const env = { ...process.env, UMBRA_HOME: home.root };
      execFile(process.execPath, [command, ...words], { env }, (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });

  it('backs up, looks through, and says what is wrong with its words', async () => {
    const made = await run('backup', folder, '--json');
    expect(JSON.parse(made.stdout)).toMatchObject({ folder, models: 1 });
    expect(await run('doctor')).toMatchObject({ code: 0, stdout: expect.stringContaining('well') });
    expect(await run('restore', folder)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not empty'),
    });
    expect(await run('doctor', '--fast')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('fast'),
    });
  });
});
