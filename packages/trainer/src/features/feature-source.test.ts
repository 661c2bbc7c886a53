/** Real threads with a real backbone, against the mean colours that it computes. */
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { referenceOf } from '@umbra/core/backbone';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { addTinyBackbone, tinyFilters } from '../testing/tiny-backbone.js';
import { type FeatureSource, openFeatureSource } from './feature-source.js';

const input = { width: 8, height: 8, channels: 3 } as const;
const count = 70; // several requests of several threads
const length = 8 * 8 * 3;
const pixels = Uint8Array.from({ length: count * length }, (_, at) => (at * 7919) % 256);

/** Means of red, green, blue and all, scaled to 0..1, picture by picture. */
function byHand(): number[] {
  return Array.from({ length: count }, (_, row) => {
    const sums = [0, 0, 0];
    for (let at = 0; at < length; at++) {
      sums[at % 3] = (sums[at % 3] as number) + (pixels[row * length + at] as number);
    }
    const means = sums.map((sum) => sum / 64 / 255);
    return [
      ...means,
      (means[0] as number) / 3 + (means[1] as number) / 3 + (means[2] as number) / 3,
    ];
  }).flat();
}

async function prepare() {
  const home = await temporaryDirectory();
  const reference = referenceOf(await addTinyBackbone(home));
  const backbones = join(home, 'backbones');
  const cacheDirectory = join(home, 'cache');
  const open = () =>
    openFeatureSource({ backbones, reference, input, backend: 'wasm', cacheDirectory });
  return { home, backbones, cacheDirectory, open };
}

async function compute(
  source: FeatureSource,
  signal?: AbortSignal,
): Promise<{ progress: number[]; features: Float32Array }> {
  try {
    const computing = source.compute(pixels, count, signal);
    const progress: number[] = [];
    for (;;) {
      const step = await computing.next();
      if (step.done) {
        return { progress, features: step.value };
      }
      progress.push(step.value);
    }
  } finally {
    await source.close();
  }
}

function expectRight({ features }: { features: Float32Array }): void {
  expect(features).toHaveLength(count * tinyFilters);
  byHand().forEach((value, at) => {
    expect(Math.abs((features[at] as number) - value)).toBeLessThan(1e-5);
  });
}

it('computes features once, and anew what is damaged in the cache', async () => {
  const { backbones, cacheDirectory, open } = await prepare();
  const first = await compute(await open());
  expectRight(first);
  expect(first.progress[0]).toBe(0);
  expect(first.progress.at(-1)).toBe(count);
  expect(first.progress).toEqual([...first.progress].sort((a, b) => a - b));

  const cached = { progress: [count], features: first.features };
  await rename(backbones, `${backbones}-hidden`);
  expect(await compute(await open())).toEqual(cached);
  await rename(`${backbones}-hidden`, backbones);

  const file = join(cacheDirectory, (await readdir(cacheDirectory))[0] ?? '');
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0, bytes.length - 100));
  const second = await compute(await open());
  expectRight(second);
  expect(second.progress[0]).toBe(0);
  expect(await compute(await open())).toEqual(cached);
});

it('tells what is wrong with the backbone, and hears its signal', async () => {
  const { home, backbones, open } = await prepare();
  const cancelled = AbortSignal.abort(new Error('Ctrl-C'));
  await expect(compute(await open(), cancelled)).rejects.toThrow('Ctrl-C');
  const [sha256 = ''] = await readdir(backbones);
  await writeFile(join(backbones, sha256, 'weights.bin'), 'altered');
  await expect(compute(await open())).rejects.toMatchObject({
    code: 'model_corrupt',
    message: expect.stringMatching(/weights\.bin has changed since it was added/),
  });
  expect(await readdir(home)).not.toContain('cache');
});
