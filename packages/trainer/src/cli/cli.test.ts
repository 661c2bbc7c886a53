import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

const commandFile = createRequire(import.meta.url).resolve('@umbra/trainer/cli');

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function umbra(cwd: string, args: readonly string[], environment = {}): Promise<Run> {
  const child = spawn(process.execPath, [commandFile, ...args], {
    env: { PATH: process.env['PATH'], INIT_CWD: cwd, UMBRA_BACKEND: 'wasm', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}

/** A folder with pictures and a configuration that trains in a moment. */
async function workplace(): Promise<string> {
  const place = await temporaryDirectory();
  await drawColours(place);
  await writeFile(join(place, 'tiny.json'), JSON.stringify(tinyConfig));
  return place;
}

describe('train, evaluate, embed', () => {
  it('works from pictures to vectors', async () => {
    const place = await workplace();
    await writeFiles(place, { 'colours/red/broken.png': 'broken', 'model/umbra.json': 'old' });
    const args = ['train', 'colours', '--out', 'model', '--config', 'tiny.json', '--force'];
    const trained = await umbra(place, args);
    expect(trained).toMatchObject({ code: 0, stderr: expect.stringContaining('broken.png') });
    expect(trained.stdout).toMatch(/Recall@1.*R-precision.*MAP@R/);
    expect(trained.stdout).toMatch(/model \(shadow loss\)/);
    expect(trained.stdout).toMatch(/baseline-pixels/);
    expect(await readdir(join(place, 'model'))).toContain('umbra.json');

    const evaluate = ['evaluate', 'model', 'colours', '--per-class', '--json'];
    const evaluated = await umbra(place, evaluate);
    expect(evaluated.code).toBe(0);
    expect(JSON.parse(evaluated.stdout)).toMatchObject({
      queries: 12,
      labels: 2,
      metrics: { queries: 12, ndcg: expect.any(Number) },
      verification: { genuinePairs: 30, impostorPairs: 36 },
      separation: { silhouette: expect.any(Number) },
      embeddingMetrics: { queries: 12 },
      classes: expect.arrayContaining([expect.objectContaining({ label: 'red', gallery: 6 })]),
      confusions: expect.any(Array),
    });

    const embedded = await umbra(place, ['embed', 'model', 'colours', '--out', 'vectors.ndjson']);
    expect(embedded.code).toBe(0);
    const lines = (await readFile(join(place, 'vectors.ndjson'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(12);
    const line = JSON.parse(lines[0] ?? '');
    expect(line).toMatchObject({ path: 'blue/0.png', label: 'blue' });
    expect([line.embedding.length, line.shadow.length]).toEqual([8, 4]);
    expect(Math.hypot(...line.shadow)).toBeCloseTo(1);
  });

  it('takes flags over the file over the preset, and prints JSON alone', async () => {
    const place = await workplace();
    const args = ['train', 'colours', '--out', 'model', '--config', 'tiny.json', '--json'];
    const flags = ['--loss', 'triplet', '--epochs', '1', '--size', '10', '--holdout', '0.5'];
    const { code, stdout } = await umbra(place, [...args, ...flags]);
    expect(code).toBe(0);
    const { card, model } = JSON.parse(stdout);
    expect(model).toBe(join(place, 'model'));
    expect(card.config).toMatchObject({
      loss: { kind: 'triplet' },
      epochs: 1,
      input: { width: 10, height: 10, channels: 3 },
      encoder: tinyConfig.encoder,
    });
    const args2 = ['evaluate', 'model', 'colours', '--gallery-share', '0.5', '--json'];
    const evaluated = JSON.parse((await umbra(place, args2)).stdout);
    expect(evaluated).toMatchObject({ gallery: 6, queries: 6 });
  });

  it('calibrates, and writes what it found', async () => {
    const place = await workplace();
    const args = ['calibrate', 'baseline-pixels', 'colours', '--far', '0.3', '--out', 'far.json'];
    const { code, stdout } = await umbra(place, args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/30\.0 % .*too few.*takes 10 independent searches/);
    const { model, calibration } = JSON.parse(await readFile(join(place, 'far.json'), 'utf8'));
    expect(model).toBe('baseline-pixels');
    expect(calibration).toMatchObject({
      gallery: 12,
      impostor: { trials: 12, classes: 2 },
      thresholds: [{ kind: 'unsupported', targetFar: 0.3 }],
    });
  });

  it('inspects pictures, with and without a model', async () => {
    const place = await workplace();
    await writeFiles(place, { 'colours/red/broken.png': 'broken' });
    const { code, stdout } = await umbra(place, ['data', 'inspect', 'colours']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^12 pictures of 2 labels, typically 8 x 8\. 6 to 6 pictures a label/);
    expect(stdout).toMatch(/1 picture that cannot be used:\n {2}red\/broken\.png/);
    const args = ['data', 'inspect', 'colours', '--model', 'baseline-pixels', '--json'];
    expect(JSON.parse((await umbra(place, args)).stdout)).toMatchObject({
      classes: [
        { label: 'blue', pictures: 6 },
        { label: 'red', pictures: 6 },
      ],
      duplicates: [],
      suspectLabels: [],
    });
  });

  it('compares a model with itself, and says that nothing can be told', async () => {
    const place = await workplace();
    const { code, stdout } = await umbra(place, [
      ...['compare', 'baseline-pixels', 'baseline-pixels', 'colours'],
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Recall@1 .* 0\.0 .*cannot be told/);
    expect(stdout).toMatch(/changes for 0\.0 % of the searches/);
    expect(stdout).toMatch(/12 pictures, each searched for among all others\. 2 labels\./);
  });

  it('searches one set for another', async () => {
    const place = await workplace();
    const data = ['colours', '--include', 'blue/1', '--include', 'red/1'];
    const gallery = ['--gallery', 'colours', '--json'];
    const { stdout } = await umbra(place, ['evaluate', 'baseline-pixels', ...data, ...gallery]);
    const { recallAt, queries } = JSON.parse(stdout).metrics;
    expect([recallAt['1'], queries]).toEqual([1, 2]);
  });
});

describe('what goes wrong', () => {
  let place = '';
  beforeAll(async () => {
    place = '/';
  });

  it.each([
    [
      ['train', 'nowhere', '--out', '/tmp/umbra-never'],
      1,
      /^umbra: There is no file or folder .*\n$/,
    ],
    [['train', 'nowhere'], 2, /^umbra: required option '--out <dir>'/],
    [['train', 'nowhere', '--out', 'x', '--epochs', 'many'], 2, /^umbra: option '--epochs <n>'/],
    [['evaluate', 'nowhere', 'nowhere'], 1, /^umbra: There is no model .*\n$/],
    [['evaluate', 'm', 'd', '--gallery-share', '2'], 2, /between 0 and 1/],
    [['trian'], 2, /^umbra: unknown command 'trian'\n\(Did you mean train\?\)/],
  ])('%j', async (args, code, stderr) => {
    const run = await umbra(place, args);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toMatch(stderr);
  });

  it('names a wrong variable, a wrong configuration and a missing backend', async () => {
    expect(await umbra(place, ['backend'], { UMBRA_BACKEND: 'abacus' })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('UMBRA_BACKEND'),
    });
    const root = await workplace();
    await writeFile(join(root, 'wrong.json'), '{ "loss": { "margin": 0 } }');
    const wrong = ['train', 'colours', '--out', 'model', '--config', 'wrong.json'];
    expect(await umbra(root, wrong)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('margin'),
    });
    expect(await readdir(root)).not.toContain('model');
  });

  it('tells what computes', async () => {
    const { code, stdout } = await umbra(place, ['backend', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ name: 'wasm', detail: expect.any(String) });
  });
});

it('cancels by Ctrl-C with 130 and leaves no model', async () => {
  const place = await workplace();
  const long = { ...tinyConfig, epochs: 1000, stepsPerEpoch: 10_000 };
  await writeFile(join(place, 'long.json'), JSON.stringify(long));
  const args = ['train', 'colours', '--out', 'models/model', '--config', 'long.json'];
  const child = spawn(process.execPath, [commandFile, ...args], {
    env: { PATH: process.env['PATH'], INIT_CWD: place },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr = text(child.stderr);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  // Both entries of the cache are written right before the first step.
  const cached = () => readdir(join(place, '.umbra/cache')).catch(() => []);
  await expect.poll(cached, { timeout: 20_000 }).toHaveLength(2);
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(await stderr).toBe('umbra: cancelled\n');
  expect(await readdir(join(place, 'models')).catch(() => [])).toEqual([]);
});

it('draws the sample with its progress as JSON lines', async () => {
  const place = await temporaryDirectory();
  const args = ['sample', 'sample', '--images', '4', '--hold-out', '1', '--json'];
  const { code, stdout } = await umbra(place, args);
  expect(code).toBe(0);
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0]).toEqual({ kind: 'drawn', done: 0, total: 60 });
  expect(events.at(-1)).toEqual({
    kind: 'finished',
    parts: join(place, 'sample/parts'),
    heldOut: join(place, 'sample/held-out'),
  });
});
