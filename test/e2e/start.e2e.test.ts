// What README promises of `npm start`: one command, an address, a key printed once, a sample that
// has learned, and a clean end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Umbra } from '@umbra/sdk';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const keyPattern = /umbra_[A-Za-z0-9]+_[A-Za-z0-9_-]+/;
const stopWithinMs = 10_000;
const running = new Set<ChildProcess>();
let home: string;
let key: string;

interface Started {
  readonly process: ChildProcess;
  readonly baseUrl: string;
  readonly output: () => string;
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'umbra-start-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

it('prints an address and a key, draws the sample and learns it', {
  timeout: 400_000,
}, async () => {
  const started = await npmStart();
  key = keyPattern.exec(started.output())?.[0] ?? '';
  expect(key).not.toBe('');
  const umbra = createClient({ baseUrl: started.baseUrl, key });
  await vi.waitUntil(async () => (await umbra.info()).sample.state === 'ready', {
    timeout: 360_000,
    interval: 500,
  });

  const gallery = await umbra.galleries.get('sample-parts');
  expect(gallery.labelCount).toBe(12);
  expect(gallery.itemCount).toBeGreaterThan(300);
  expect(gallery.model.kind).toBe('trained');
  const { metrics, baseline, files } = await umbra.models.get(gallery.model.id);
  expect(metrics?.recallAt1).toBeGreaterThan((baseline?.recallAt1 ?? 1) + 0.2);
  for (const { name: file, bytes } of files) {
    expect((await umbra.models.file({ model: gallery.model.id, file })).size).toBe(bytes);
  }
  // Twelve kinds: guessing finds one in twelve.
  expect(await heldBackRecall(umbra, started.baseUrl)).toBeGreaterThan(0.6);
  await stop(started);
});

it('starts again with what it has, without showing the key', async () => {
  const startedAt = Date.now();
  const started = await npmStart();
  expect(Date.now() - startedAt).toBeLessThan(30_000);
  expect(started.output()).not.toMatch(keyPattern);
  const umbra = createClient({ baseUrl: started.baseUrl, key });
  expect((await umbra.galleries.list()).items.map(({ name }) => name)).toEqual(['sample-parts']);
  expect(await heldBackRecall(umbra, started.baseUrl)).toBeGreaterThan(0.6);
  await stop(started);
});

/** The share of the held-back pictures that find their own label first. */
async function heldBackRecall(umbra: Umbra, baseUrl: string): Promise<number> {
  const address = `${baseUrl}/v1/galleries/sample-parts/examples`;
  const headers = { authorization: `Bearer ${key}` };
  const examples = await umbra.examples.list({ gallery: 'sample-parts', limit: 200 });
  let right = 0;
  for (const { id, label } of examples.items) {
    const image = await (await fetch(`${address}/${id}/image`, { headers })).blob();
    const { hits } = await umbra.search({ gallery: 'sample-parts', image, limit: 1 });
    right += hits[0]?.label === label ? 1 : 0;
  }
  expect(examples.items.length).toBeGreaterThan(20);
  return right / examples.items.length;
}

async function npmStart(): Promise<Started> {
  const { UMBRA_ADMIN_KEY: _, ...environment } = process.env;
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...environment, UMBRA_HOME: home, UMBRA_PORT: '0', UMBRA_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const address = (): string | undefined => /ready at (http:\S+)/.exec(output)?.[1];
  await vi.waitUntil(
    () => {
      if (child.exitCode !== null) throw new Error(`npm start ended early.\n${output}`);
      return address() !== undefined;
    },
    { timeout: 120_000 },
  );
  const baseUrl = address() ?? '';
  return { process: child, baseUrl, output: () => output };
}

async function stop({ process: child, baseUrl }: Started): Promise<void> {
  const exited = once(child, 'exit');
  const askedAt = Date.now();
  child.kill('SIGTERM');
  await exited;
  running.delete(child);
  expect(Date.now() - askedAt).toBeLessThan(stopWithinMs);
  await expect(fetch(`${baseUrl}/livez`)).rejects.toThrow();
}
