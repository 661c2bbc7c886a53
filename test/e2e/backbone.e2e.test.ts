// A real backbone behind the API: added by the command line, chosen by the preset for photographs
// (grey ones here), trained on, searched with, needed and therefore kept, the same after a restart.
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Umbra } from '@umbra/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { findDataSet } from '../support/data-sets.js';
import { umbra as command } from '../support/umbra-command.js';

const steel = findDataSet('xsdd-steel/x-sdd.tar.gz');
const mobileNet = findDataSet('backbones/mobilenet-v1-1.0-pw12/model.json');
const missing = steel === null || mobileNet === null;
const title = `MobileNet on steel defects${missing ? ' (not on this machine: set UMBRA_DATA)' : ''}`;

const gallery = 'steel';
const filedPerLabel = 8;
const askedPerLabel = 3;

interface Labelled {
  readonly label: string;
  readonly image: Buffer;
}

let folder: string;
let api: ApiProcess;
let umbra: Umbra;
const homeBefore = process.env['UMBRA_HOME'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-steel-'));
  if (!missing) {
    api = await ApiProcess.start();
    umbra = api.client();
    process.env['UMBRA_HOME'] = api.home;
  }
});
afterAll(async () => {
  process.env['UMBRA_HOME'] = homeBefore;
  await api?.close();
  await rm(folder, { recursive: true });
});

/** The first pictures of four labels: those to file, and others to ask with. */
async function pictures(): Promise<{ filed: Labelled[]; asked: Labelled[] }> {
  await mkdir(join(folder, 'data'));
  spawnSync('tar', ['-xzf', steel ?? '', '-C', join(folder, 'data'), '--strip-components=2']);
  const filed: Labelled[] = [];
  const asked: Labelled[] = [];
  for (const label of (await readdir(join(folder, 'data'))).sort().slice(0, 4)) {
    const names = (await readdir(join(folder, 'data', label))).sort();
    for (const [at, name] of names.slice(0, filedPerLabel + askedPerLabel).entries()) {
      const image = await readFile(join(folder, 'data', label, name));
      (at < filedPerLabel ? filed : asked).push({ label, image });
    }
  }
  return { filed, asked };
}

/** How many of the pictures find their label first. */
async function rightFirst(asked: readonly Labelled[]): Promise<number> {
  let right = 0;
  for (const { label, image } of asked) {
    const { hits } = await umbra.search({ gallery, image, limit: 1 });
    right += hits[0]?.label === label ? 1 : 0;
  }
  return right;
}

describe.skipIf(missing)(title, () => {
  it('trains, searches, embeds again, and lasts', async () => {
    const { name, sha256 } = await command<{ name: string; sha256: string }>(
      ...['backbone', 'add', mobileNet ?? '', '--name', 'mobilenet', '--size', '96'],
    );
    const { filed, asked } = await pictures();
    await umbra.galleries.create({ name: gallery });
    for (const { label, image } of filed) {
      await umbra.items.upload({ gallery, image, label });
    }
    const byPixels = await rightFirst(asked);
    const training = await umbra.train({ gallery, preset: 'quick', promote: 'auto' });
    const run = await training.finished();
    expect(run, JSON.stringify(run.error)).toMatchObject({
      state: 'succeeded',
      config: { encoder: { kind: 'backbone', backbone: sha256 } },
    });
    const served = await umbra.galleries.get(gallery);
    expect(served).toMatchObject({ model: { id: run.model }, index: { size: filed.length } });
    const byModel = await rightFirst(asked);
    expect(byModel).toBeGreaterThan(byPixels);
    expect(byModel).toBeGreaterThanOrEqual(0.75 * asked.length);

    await expect(command('backbone', 'remove', name)).rejects.toThrow(/in use by/);
    const image = asked[0]?.image ?? Buffer.alloc(0);
    const before = await umbra.search({ gallery, image, limit: 5 });
    expect(await api.stop()).toBe(0);
    await api.start();
    const after = await umbra.search({ gallery, image, limit: 5 });
    expect(after.model).toBe(run.model);
    expect(after.hits).toEqual(before.hits);
  });
});
