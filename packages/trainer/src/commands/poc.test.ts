import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { checkTrainingConfig } from '@umbra/core/training';
import { describe, expect, it } from 'vitest';
import { percentText } from '../poc/figure-text.js';
import { pocReportSchema } from '../poc/report-schema.js';
import { picture, temporaryDirectory, writeFiles } from '../testing/pictures.js';

const commandFile = createRequire(import.meta.url).resolve('@umbra/trainer/cli');
const lengths = [8, 16, 32, 64, 128];
const hostile = '<script>alert(1)</script>'.replace('/', '∕');

/** Three labels of as many pictures as they have colours, one label with a name that is markup. */
async function drawSet(place: string): Promise<void> {
  const base = { red: [220, 40, 30], green: [40, 190, 60], [hostile]: [40, 60, 220] } as const;
  for (const [at, [label, [r, g, b]]] of Object.entries(base).entries()) {
    for (let index = 0; index < 8 + 6 * at; index++) {
      const bytes = await picture([r - 3 * index, g - 2 * index, b - index]);
      await writeFiles(place, { [`set/${label}/${index}.png`]: bytes });
    }
  }
}

function start(cwd: string, args: readonly string[]) {
  const child = spawn(process.execPath, [commandFile, 'poc', ...args], {
    env: { PATH: process.env['PATH'], INIT_CWD: cwd, UMBRA_BACKEND: 'wasm' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const output = Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { child, output };
}

/** Of the command, which on a busy machine takes longer; so does what it is to do. */
async function secondsToStart(cwd: string): Promise<number> {
  const startedAt = performance.now();
  await start(cwd, ['--time-budget', 'soon']).output;
  return (performance.now() - startedAt) / 1000;
}

describe('umbra poc', () => {
  it('makes a report within its time, whose page says what its figures say', async () => {
    const place = await temporaryDirectory();
    await drawSet(place);
    const budget = Math.max(5, Math.ceil(8 * (await secondsToStart(place))));
    const startedAt = performance.now();
    const args = ['set', '--time-budget', `${budget}s`, '--seeds', '2', '--out', 'report'];
    const flags = ['--memory-budget', '2GB', '--json', '--no-cache'];
    const [stdout, stderr, code] = await start(place, [...args, ...flags]).output;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    // The end of the process is not the search's.
    expect((performance.now() - startedAt) / 1000).toBeLessThan(1.2 * budget + 1);

    const printed = JSON.parse(stdout);
    const report = pocReportSchema.parse(printed.report);
    const read = (name: string): Promise<string> => readFile(join(place, 'report', name), 'utf8');
    expect(await readdir(join(place, 'report'))).toEqual([
      'config.json',
      'index.html',
      'report.json',
    ]);
    expect(JSON.parse(await read('report.json'))).toEqual(report);
    expect(report.budget.usedSeconds).toBeLessThanOrEqual(1.05 * budget);
    expect(report.budget.memoryBytes).toBe(2e9);
    expect(report.data).toMatchObject({ pictures: 42, classes: 3, known: 31, test: 11 });
    expect(report.checks.at(-1)).toMatchObject({ result: 'passed' });
    const config = checkTrainingConfig(JSON.parse(await read('config.json')));
    expect(config).toEqual(report.recommendation.config);

    const page = await read('index.html');
    const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(page).toContain(escaped);
    expect(page).not.toMatch(/<script/i);
    expect(page.match(/(?:https?:)?\/\/[a-z]|url\((?!#)|src=|@import/gi)).toBeNull();
    expect(page).toContain(report.recommendation.sentence.replaceAll(' %', '\u00a0%'));
    for (const { figures } of report.dimensions) {
      expect(page).toContain(percentText(figures.recallAt1.mean));
      expect(page).toContain(percentText(figures.mapAtR.mean));
    }
    for (const { memory } of report.dimensions) {
      expect(memory.bytes).toBeGreaterThan(memory.lossBytes);
    }
    expect(report.search[0]?.lengths.map(({ dimension }) => dimension)).toEqual(lengths);
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  }, 120_000);

  it('cancels by Ctrl-C and leaves nothing', async () => {
    const place = await temporaryDirectory();
    await drawSet(place);
    const { child, output } = start(place, ['set', '--time-budget', '10m', '--out', 'made/report']);
    const cached = () => readdir(join(place, '.umbra/cache')).catch(() => []);
    await expect.poll(cached, { timeout: 20_000 }).toHaveLength(2);
    child.kill('SIGINT');
    expect(await output).toEqual(['', 'umbra: cancelled\n', 130]);
    expect(await readdir(join(place, 'made'))).toEqual([]);
  });

  it('says what is wrong before it starts', async () => {
    const place = await temporaryDirectory();
    await writeFile(join(place, 'taken'), '');
    const run = async (...args: string[]) => (await start(place, args).output).slice(1);
    expect(await run('set', '--time-budget', 'soon')).toEqual([
      expect.stringMatching(/10m or 1.5h/),
      2,
    ]);
    expect(await run()).toEqual([expect.stringMatching(/name the pictures once/), 2]);
    expect(await run('set', '--data', 'set')).toEqual([expect.stringMatching(/once/), 2]);
    expect(await run('set', '--out', 'taken')).toEqual([expect.stringMatching(/already there/), 1]);
    await drawSet(place);
    expect(await run('set', '--memory-budget', '1MB', '--no-cache')).toEqual([
      expect.stringMatching(/needs about .* and may take 1 MB: .* the pictures/),
      1,
    ]);
    expect((await readdir(place)).sort()).toEqual(['set', 'taken']);
  }, 90_000);
});
