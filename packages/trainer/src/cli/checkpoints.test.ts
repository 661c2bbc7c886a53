/** Real processes, really killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

const commandFile = createRequire(import.meta.url).resolve('@umbra/trainer/cli');
const config = {
  ...tinyConfig,
  projection: { kind: 'nested', dimension: 4, prefixes: [2, 4] },
  optimizer: { kind: 'adam', learningRate: 0.003, weightDecay: 0.001, clipNorm: 1 },
  averaging: { decay: 0.9 },
  epochs: 4,
  stepsPerEpoch: 60,
};

let place = '';

beforeEach(async () => {
  place = await temporaryDirectory();
  await drawColours(place);
  await writeFile(join(place, 'run.json'), JSON.stringify(config));
});

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [commandFile, 'train', 'colours', ...args], {
    env: { PATH: process.env['PATH'], INIT_CWD: place, UMBRA_BACKEND: 'wasm' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function finished(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdout?.resume();
  const stderr = child.stderr === null ? '' : await text(child.stderr);
  return { code: await code, stderr };
}

/** Starts a training, and kills it as soon as its first checkpoint is there. */
async function killed(out: string): Promise<void> {
  const child = start(['--out', out, '--config', 'run.json', '--checkpoint-every', '0.01s']);
  const end = finished(child);
  const files = () => readdir(place);
  await expect.poll(files, { timeout: 20_000, interval: 5 }).toContain(`${out}.checkpoint`);
  child.kill('SIGKILL');
  await end;
  expect(await files()).not.toContain(out);
}

async function weights(out: string): Promise<string> {
  const bytes = await readFile(join(place, out, 'weights.bin'));
  return createHash('sha256').update(bytes).digest('hex');
}

it('continues after kill -9 to the same weights, by itself and when told to', async () => {
  await finished(start(['--out', 'whole', '--config', 'run.json']));
  await killed('again');
  const again = await finished(start(['--out', 'again', '--config', 'run.json']));
  expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/goes on after step \d+/) });
  await killed('resumed');
  expect(await finished(start(['--resume', 'resumed']))).toMatchObject({ code: 0 });
  expect(await weights('again')).toBe(await weights('whole'));
  expect(await weights('resumed')).toBe(await weights('whole'));
  expect((await readdir(place)).filter((name) => name.includes('checkpoint'))).toEqual([]);
});

it('refuses a checkpoint of another training or a broken one, and begins anew when told', async () => {
  await killed('other');
  const changed = ['--out', 'other', '--config', 'run.json', '--epochs', '3'];
  expect(await finished(start(changed))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/other\.checkpoint is of .*another configuration \(epochs diff/),
  });
  await truncate(join(place, 'other.checkpoint'), 1000);
  expect(await finished(start(['--resume', 'other']))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('other.checkpoint is cut off'),
  });
  const anew = [...changed.slice(0, -1), '1', '--restart'];
  expect(await finished(start(anew))).toMatchObject({ code: 0 });
  expect(await finished(start(['--resume', 'other']))).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no checkpoint'),
  });
});
