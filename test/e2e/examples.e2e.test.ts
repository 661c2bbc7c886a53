// Every example as its README starts it, one after the other, against one API.
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Umbra } from '@umbra/sdk';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { launchBrowser, recordComplaints } from '../support/browser.js';
import { drawPicture, shapes } from '../support/pictures.js';
import { seededRandom } from '../support/seeded-random.js';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));
const gallery = 'lookup';
const people = 'people';
const perShape = 12;
let api: ApiProcess;
let umbra: Umbra;
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  api = await ApiProcess.start();
  umbra = api.client();
  folder = await mkdtemp(join(tmpdir(), 'umbra-examples-'));
  for (const shape of shapes) {
    await mkdir(join(folder, 'pictures', shape), { recursive: true });
    for (let variant = 0; variant < perShape; variant++) {
      const file = join(folder, 'pictures', shape, `${variant}.png`);
      await writeFile(file, await drawPicture(shape, variant));
    }
    await writeFile(join(folder, `${shape}.png`), await drawPicture(shape, 1000));
  }
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sixteen blocks of colour that are one person's alone, a little different in every picture. */
function pattern(person: number, variant: number): Promise<Buffer> {
  const blocks = seededRandom(person);
  const noise = seededRandom(1000 * person + variant);
  const pixels = Uint8Array.from({ length: 48 }, () =>
    Math.min(255, Math.floor(blocks.next() * 230 + noise.next() * 25)),
  );
  const raw = { width: 4, height: 4, channels: 3 as const };
  return sharp(pixels, { raw }).resize(24, 24, { kernel: 'nearest' }).png().toBuffer();
}

function start(
  example: string,
  words: readonly string[],
  environment = {},
): ChildProcessByStdio<null, Readable, Readable> {
  const child = spawn(process.execPath, [join(examples, example), ...words], {
    env: {
      ...process.env,
      UMBRA_URL: api.baseUrl,
      UMBRA_KEY: ApiProcess.adminKey,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function run(example: string, ...words: string[]) {
  const child = start(example, words);
  const [output, complaint, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { output, complaint, code };
}

/** What a child prints, as it comes. */
function outputOf(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  return () => output;
}

it('node-lookup trains on a folder and finds what is alike', async () => {
  const ring = join(folder, 'ring.png');
  const { output, complaint, code } = await run(
    'node-lookup/lookup.js',
    join(folder, 'pictures'),
    ring,
  );
  expect(complaint).toBe('');
  expect(code).toBe(0);
  expect(output).toMatch(
    /^Training succeeded\. Most alike:\n(ring ring\/\d+\.png [01]\.\d{3}\n){3}$/,
  );
});

it('thresholds come from a calibrated gallery of enough labels', async () => {
  await umbra.galleries.create({ name: people });
  const lines: string[] = [];
  for (let person = 0; person < 60; person++) {
    for (const variant of [1, 2, 3]) {
      const image = (await pattern(person, variant)).toString('base64');
      lines.push(JSON.stringify({ image, label: `person ${person}` }));
    }
  }
  const job = await umbra.items.import({
    gallery: people,
    file: Buffer.from(lines.join('\n')),
    wait: true,
  });
  expect(job.import).toMatchObject({ added: lines.length, refused: 0 });
  const { calibration } = await umbra.calibration.measure(people);
  expect(calibration?.thresholds[0]).toMatchObject({ kind: 'supported' });
  await writeFile(join(folder, 'person.png'), await pattern(7, 4));
});

it('verification accepts the right claim only, names whom it finds, and refuses to guess', async () => {
  const verify = (...words: string[]) =>
    run('face-or-vehicle-verification/verify.js', people, join(folder, 'person.png'), ...words);
  const [right, wrong, open, rare] = await Promise.all([
    verify('--claim', 'person 7', '--max-far', '0.1'),
    verify('--claim', 'person 8', '--max-far', '0.1'),
    verify('--max-far', '0.1'),
    verify('--max-far', '0.0001'),
  ]);
  expect(right).toMatchObject({ code: 0, output: expect.stringContaining('"label":"person 7"') });
  expect(wrong).toMatchObject({ code: 1, output: expect.stringContaining('"label":null') });
  expect(open).toMatchObject({ code: 0, output: expect.stringContaining('"label":"person 7"') });
  expect(rare).toMatchObject({
    code: 2,
    complaint: expect.stringContaining('No threshold is known'),
  });
});

it('defect-inspection gives each new picture a verdict and sets uncertain ones apart', async () => {
  const incoming = join(folder, 'incoming');
  await mkdir(incoming);
  const child = start('defect-inspection/inspect.js', [incoming, people, '0.1']);
  const output = outputOf(child);
  await vi.waitUntil(() => output().includes('Watching'), { timeout: 20_000 });
  await writeFile(join(incoming, 'known.png'), await pattern(9, 5));
  await writeFile(join(incoming, 'odd.png'), await pattern(1000, 1));
  await writeFile(join(incoming, 'notes.txt'), 'no picture');
  await vi.waitUntil(() => output().split('\n').length > 3, { timeout: 20_000 });
  expect(output()).toContain('"name":"known.png","verdict":"person 9"');
  expect(output()).toContain('"name":"odd.png","verdict":"uncertain"');
  expect(await readdir(join(incoming, 'inspected'))).toEqual(['known.png']);
  expect(await readdir(join(incoming, 'uncertain'))).toEqual(['odd.png']);
  child.kill();
});

it('browser-search shows hits in a real Chromium, by the proxy that alone has the key', async () => {
  const { key } = await umbra.keys.create({
    name: 'web',
    scopes: ['search'],
    galleries: [gallery],
  });
  const environment = { UMBRA_KEY: key, PORT: '0' };
  const proxy = start('express-proxy/server.js', [gallery], environment);
  const output = outputOf(proxy);
  await vi.waitUntil(() => output().includes('Open http'), { timeout: 20_000 });
  const address = /http:\S+/.exec(output())?.[0] ?? '';
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const complaints = recordComplaints(page);
    await page.goto(address);
    await page.getByLabel('A picture').setInputFiles(join(folder, 'disc.png'));
    await page.getByText('Most like disc').waitFor();
    expect(await page.getByRole('img').count()).toBe(6);
    const isShown = (image: Element) => (image as HTMLImageElement).naturalWidth > 0;
    await vi.waitUntil(() => page.getByRole('img').first().evaluate(isShown));
    expect(await page.content()).not.toContain('umbra_');
    expect(complaints).toEqual([]);
    const upload = { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.getByLabel('A picture').setInputFiles(upload);
    await page
      .getByText(/picture/i)
      .nth(1)
      .waitFor();
  } finally {
    await browser.close();
  }
  const lost = await fetch(`${address}/images/no-such-item`);
  expect(lost.status).toBe(404);
  proxy.kill();
});
