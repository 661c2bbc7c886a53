import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { selectBackend } from '@umbra/core/backend';
import { loadModel } from '@umbra/core/model';
import {
  type TrainingConfig,
  type TrainingJob,
  type WorkerMessage,
  type WorkerRequest,
  workerMessageSchema,
} from '@umbra/core/training';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

const workerFile = createRequire(import.meta.url).resolve('@umbra/trainer/worker');

interface Talk {
  readonly child: ChildProcess;
  readonly messages: WorkerMessage[];
  say(request: WorkerRequest): void;
  /** Waits for a message of a kind. */
  hear(kind: WorkerMessage['kind']): Promise<void>;
  /** The exit code. */
  ended: Promise<number | null>;
}

function startWorker(): Talk {
  const child = fork(workerFile, [], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const messages: WorkerMessage[] = [];
  const waiting = new Map<string, () => void>();
  child.on('message', (raw) => {
    const message = workerMessageSchema.parse(raw);
    messages.push(message);
    waiting.get(message.kind)?.();
  });
  return {
    child,
    messages,
    say: (request) => {
      child.send(request);
    },
    hear: (kind) => new Promise((resolve) => waiting.set(kind, resolve)),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
}

interface Prepared {
  readonly job: TrainingJob;
  /** Where the model goes. */
  readonly models: string;
}

async function prepare(
  lines: readonly { path: string; label: string }[] | null,
  config: TrainingConfig = tinyConfig,
): Promise<Prepared> {
  const root = await temporaryDirectory();
  const folder = await drawColours(root);
  const colours = ['red', 'blue'].flatMap((label) =>
    Array.from({ length: 6 }, (_, index) => ({ path: `${folder}/${label}/${index}.png`, label })),
  );
  const manifest = join(root, 'manifest.ndjson');
  const text = [...(lines ?? colours)].map((line) => JSON.stringify(line)).join('\n');
  await writeFile(manifest, text.replaceAll('ROOT', folder));
  await writeFiles(folder, { 'damaged.png': 'no picture' });
  const models = join(root, 'models');
  const outputDirectory = join(models, 'model');
  const places = { manifest, outputDirectory, backbonesDirectory: join(root, 'backbones') };
  return { job: { ...places, training: { config }, seed: 1, backend: 'wasm' }, models };
}

const long: TrainingConfig = { ...tinyConfig, epochs: 1000, stepsPerEpoch: 10_000 };

it('trains, saves the model and tells all the way', async () => {
  const { job, models } = await prepare([
    ...['red', 'blue'].flatMap((label) =>
      [0, 1, 2, 3, 4, 5].map((index) => ({ path: `ROOT/${label}/${index}.png`, label })),
    ),
    { path: 'ROOT/damaged.png', label: 'red' },
  ]);
  const worker = startWorker();
  worker.say({ kind: 'start', job });
  expect(await worker.ended).toBe(0);

  const kinds = worker.messages.map((message) =>
    message.kind === 'event' ? message.event.kind : message.kind,
  );
  expect(kinds.filter((kind) => kind !== 'preparing')).toEqual([
    ...['backend', 'config', 'skipped', 'started'],
    ...['step', 'step', 'step', 'epoch', 'step', 'step', 'step', 'epoch'],
    ...['finished', 'succeeded'],
  ]);
  const prepared = worker.messages.flatMap((message) =>
    message.kind === 'preparing' ? [message] : [],
  );
  expect(prepared.at(-1)).toEqual({ kind: 'preparing', stage: 'pictures', done: 13, total: 13 });
  const lastStep = worker.messages.findLast(
    (message) => message.kind === 'event' && message.event.kind === 'step',
  );
  expect(lastStep).toMatchObject({ secondsLeft: 0, imagesPerSecond: expect.any(Number) });

  const last = worker.messages.at(-1);
  await selectBackend('cpu');
  const { card, network } = await loadModel(job.outputDirectory);
  expect(last).toEqual({ kind: 'succeeded', card });
  expect(card).toMatchObject({ name: 'model', classes: ['blue', 'red'], config: tinyConfig });
  expect(await readdir(models)).toEqual(['model']);
  network.dispose();
});

it.each([
  [
    'one class',
    [0, 1, 2].map((n) => ({ path: `ROOT/red/${n}.png`, label: 'red' })),
    'too_few_classes',
  ],
  [
    'a class with one picture',
    [
      { path: 'ROOT/red/0.png', label: 'red' },
      { path: 'ROOT/red/1.png', label: 'red' },
      { path: 'ROOT/blue/0.png', label: 'blue' },
    ],
    'too_few_images',
  ],
  ['no picture that can be read', [{ path: 'ROOT/gone.png', label: 'red' }], 'dataset_invalid'],
  ['an empty manifest', [], 'dataset_invalid'],
] as const)('fails with its reason on %s', async (_, lines, code) => {
  const { job, models } = await prepare([...lines]);
  const worker = startWorker();
  worker.say({ kind: 'start', job });
  expect(await worker.ended).toBe(0);
  expect(worker.messages.at(-1)).toMatchObject({ kind: 'failed', code });
  expect(await readdir(models).catch(() => [])).toEqual([]);
});

it('says so when it is sent what it cannot read', async () => {
  const worker = startWorker();
  worker.child.send({ kind: 'start', job: { manifest: '' } });
  expect(await worker.ended).toBe(0);
  expect(worker.messages).toMatchObject([{ kind: 'failed', code: 'invalid_request' }]);
});

it.each(['request', 'SIGTERM'])('stops within two seconds when cancelled by %s', async (way) => {
  const { job, models } = await prepare(null, long);
  const worker = startWorker();
  const training = worker.hear('event');
  worker.say({ kind: 'start', job });
  await training;
  const before = performance.now();
  if (way === 'request') {
    worker.say({ kind: 'cancel' });
  } else {
    worker.child.kill('SIGTERM');
  }
  expect(await worker.ended).toBe(0);
  expect(performance.now() - before).toBeLessThan(2000);
  expect(worker.messages.at(-1)).toEqual({ kind: 'cancelled' });
  expect(await readdir(models).catch(() => [])).toEqual([]);
});

it('does not outlive its parent', async () => {
  const { job } = await prepare(null, long);
  const parent = `
    const { fork } = require('node:child_process');
    const child = fork(${JSON.stringify(workerFile)}, [], { execArgv: [] });
    child.on('message', (message) => {
      if (message.kind === 'event') process.stdout.write(child.pid + '\\n');
    });
    child.send(${JSON.stringify({ kind: 'start', job })});
  `;
  const process_ = spawn(process.execPath, ['-e', parent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [pid] = await once(process_.stdout, 'data').then(([data]) => String(data).split('\n'));
  process_.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(pid)), { timeout: 4000, interval: 50 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
