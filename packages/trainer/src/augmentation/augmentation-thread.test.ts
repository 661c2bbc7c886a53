import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AugmentOptions, augment } from '@umbra/core/augmentation';
import { selectBackend } from '@umbra/core/backend';
import { createRandom } from '@umbra/core/random';
import { type TrainingExamples, train } from '@umbra/core/training';
import { expect, it, onTestFinished } from 'vitest';
import { trainingRun } from '../run/training-run.js';
import { temporaryDirectory } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';
import { startAugmentationThread } from './augmentation-thread.js';

const size = { width: 8, height: 8, channels: 3 } as const;
const config = tinyConfig.augmentation as NonNullable<typeof tinyConfig.augmentation>;

function options(seed: number): AugmentOptions {
  const random = createRandom(seed);
  const pixels = Uint8Array.from({ length: 2 * 192 }, () => random.below(256));
  return { pixels, size, config, seed };
}

function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Worker').length;
}

it('varies pictures as this thread would, one request after the other, and ends', async () => {
  const before = threads();
  const thread = startAugmentationThread();
  const seeds = [1, 2, 3];
  const varied = await Promise.all(seeds.map((seed) => thread.vary(options(seed))));
  expect(varied).toEqual(seeds.map((seed) => augment(options(seed))));
  await thread.end();
  expect(threads()).toBe(before);
  await expect(thread.vary(options(4))).rejects.toMatchObject({ code: 'unavailable' });
});

it('tells what went wrong, and goes on', async () => {
  const thread = startAugmentationThread();
  onTestFinished(() => thread.end());
  const broken = { ...options(1), config: null } as unknown as AugmentOptions;
  await expect(thread.vary(broken)).rejects.toThrow(/null/);
  expect(await thread.vary(options(2))).toEqual(augment(options(2)));
});

it('trains to the same losses, bit for bit', async () => {
  await selectBackend('wasm');
  const random = createRandom(5);
  const examples: TrainingExamples = {
    kind: 'pixels',
    pixels: Uint8Array.from({ length: 12 * 192 }, () => random.below(256)),
    size,
    labels: Int32Array.from({ length: 12 }, (_, index) => index % 2),
    classes: ['a', 'b'],
  };
  const losses = async (vary: Parameters<typeof train>[0]['vary']): Promise<number[]> => {
    const told: number[] = [];
    for await (const event of train({ examples, config: tinyConfig, vary })) {
      told.push(...(event.kind === 'step' ? [event.loss] : []));
    }
    return told;
  };
  const thread = startAugmentationThread();
  onTestFinished(() => thread.end());
  const ahead = await losses(thread.vary);
  expect(ahead).toHaveLength(6);
  expect(ahead).toEqual(await losses(undefined));
});

it('leaves no thread behind a training that is cancelled', async () => {
  const root = await temporaryDirectory();
  const before = threads();
  const cancellation = new AbortController();
  const run = trainingRun({
    data: { location: await drawColours(root) },
    backend: 'wasm',
    configure: async () => tinyConfig,
    backbones: join(root, 'backbones'),
    outputDirectory: join(root, 'model'),
    name: 'model',
    signal: cancellation.signal,
  });
  const cancelled = (async () => {
    for await (const message of run) {
      if (message.kind === 'event' && message.event.kind === 'step') {
        cancellation.abort(new Error('enough'));
      }
    }
  })();
  await expect(cancelled).rejects.toThrow('enough');
  expect(threads()).toBe(before);
  await expect(readFile(join(root, 'model', 'model.json'))).rejects.toThrow('ENOENT');
});
