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

describe('umbra poc', () => {
  it('makes a report within its time, whose page says what its figures say', async () => {
    const place = await temporaryDirectory();
    await drawSet(place);
    const startedAt = performance.now();
    const args = ['set', '--time-budget', '8s', '--out', 'report', '--json', '--no-cache'];
    const [stdout, stderr, code] = await start(place, args).output;
    expect(stderr).toBe('');
    expect(code).toBe(0);
    // Starting and ending the process is not the search's.
    expect((performance.now() - startedAt) / 1000).toBeLessThan(8 + 4);

    const printed = JSON.parse(stdout);
    const report = pocReportSchema.parse(printed.report);
    const read = (name: string): Promise<string> => readFile(join(place, 'report', name), 'utf8');
    expect(await readdir(join(place, 'report'))).toEqual([
      'config.json',
      'index.html',
      'report.json',
    ]);
    expect(JSON.parse(await read('report.json'))).toEqual(report);
    expect(report.budget.usedSeconds).toBeLessThanOrEqual(8.5);
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
    expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
  });

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
  });
});
