import { createRandom } from '@umbra/core/random';
import sharp, { type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { labelPictures } from '../datasets/label-pictures.js';
import { openSource } from '../datasets/open-source.js';
import { picture, temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { classBalance, classSizes } from './class-balance.js';
import { inspectPictures } from './inspect-pictures.js';
import { measurePictures } from './measure-pictures.js';

const { signal } = new AbortController();

async function inspect(location: string) {
  const source = await openSource({ location });
  const { pictures } = labelPictures((await source.list()).pictures, { include: [] });
  const seen: number[] = [];
  const onProgress = (done: number) => seen.push(done);
  const measured = await measurePictures({ source, pictures, signal, onProgress });
  expect(seen).toEqual(pictures.map((_, at) => at + 1));
  return inspectPictures(measured, signal);
}

/** Blobs with grain, no two alike. */
function texture(seed: number, side = 64): Sharp {
  const random = createRandom(seed);
  const waves = Array.from({ length: 6 }, () => ({
    x: random.between(-9, 9),
    y: random.between(-9, 9),
    phase: random.between(0, 7),
  }));
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const [x, y] = [(at % side) / side, Math.floor(at / side) / side];
    const light = waves.reduce(
      (sum, wave) => sum + 15 * Math.sin(wave.x * x + wave.y * y + wave.phase),
      128 + 8 * random.normal(),
    );
    return Math.min(255, Math.max(0, light));
  });
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } });
}

it('finds what is wrong with a set, and nothing else', async () => {
  const root = await temporaryDirectory();
  const png = (image: Sharp): Promise<Buffer> => image.png().toBuffer();
  const files: Record<string, Uint8Array | string> = {};
  for (let at = 0; at < 10; at++) {
    files[`a/${at}.png`] = await png(texture(at));
    files[`b/${at}.png`] = await png(texture(100 + at));
  }
  await writeFiles(root, {
    ...files,
    'a/again.png': files['a/3.png'] as Uint8Array,
    'b/stolen.png': files['a/4.png'] as Uint8Array,
    'b/resaved.jpg': await texture(105).jpeg({ quality: 90 }).toBuffer(),
    'a/blurred.png': await png(texture(50).blur(2)),
    'b/tiny.png': await png(texture(150, 20)),
    'b/cut.png': (files['b/1.png'] as Uint8Array).subarray(0, 900),
    'a/text.png': 'no picture',
    'c/alone.png': await png(texture(200)),
  });
  const inspection = await inspect(root);
  const paths = (found: readonly { path: string }[]) => found.map(({ path }) => path);
  expect(inspection).toMatchObject({
    pictures: 26,
    classes: [
      { label: 'b', pictures: 13 },
      { label: 'a', pictures: 12 },
      { label: 'c', pictures: 1 },
    ],
    balance: { smallest: 1, largest: 13, ratio: 13, singles: ['c'] },
    typicalSize: { width: 64, height: 64 },
  });
  expect(paths(inspection.damaged)).toEqual(['a/text.png', 'b/cut.png']);
  expect(inspection.duplicates.map(({ labelsDiffer }) => labelsDiffer)).toEqual([false, true]);
  expect(inspection.duplicates.map(({ pictures }) => paths(pictures))).toEqual([
    ['a/3.png', 'a/again.png'],
    ['a/4.png', 'b/stolen.png'],
  ]);
  expect(inspection.nearDuplicates.map(({ pictures }) => paths(pictures))).toEqual([
    ['b/5.png', 'b/resaved.jpg'],
  ]);
  expect(paths(inspection.small)).toEqual(['b/tiny.png']);
  expect(paths(inspection.blurred)).toEqual(['a/blurred.png']);
});

it('looks at pixels that are in no file', async () => {
  const root = await temporaryDirectory();
  const record = (label: number, shade: number): Uint8Array =>
    Uint8Array.from([label, ...new Uint8Array(3072).fill(shade)]);
  const records = [record(1, 40), record(2, 90), record(2, 90), record(1, 200)];
  await writeFiles(root, { 'data_batch_1.bin': Buffer.concat(records) });
  const { pictures, duplicates, typicalSize } = await inspect(root);
  expect([pictures, typicalSize]).toEqual([4, { width: 32, height: 32 }]);
  expect(duplicates).toMatchObject([{ labelsDiffer: false, pictures: [{}, {}] }]);
});

it('stops when it is told to', async () => {
  const root = await temporaryDirectory();
  await writeFiles(root, {
    'a/1.png': await picture([1, 2, 3]),
    'b/1.png': await picture([9, 2, 3]),
  });
  const source = await openSource({ location: root });
  const { pictures } = labelPictures((await source.list()).pictures, { include: [] });
  const stop = AbortSignal.abort(new Error('enough'));
  const onProgress = () => {};
  await expect(measurePictures({ source, pictures, signal: stop, onProgress })).rejects.toThrow(
    'enough',
  );
});

it('measures balance as Gini did', () => {
  const balanced = classSizes(['x', 'y', 'y', 'x']);
  expect(classBalance(balanced)).toMatchObject({ ratio: 1, gini: 0, singles: [] });
  // Sizes 1 and 3: mean difference 1 (over all four ordered pairs), half of it over the mean of 2.
  const { ratio, gini } = classBalance(classSizes(['x', 'y', 'y', 'y']));
  expect([ratio, gini]).toEqual([3, 0.25]);
});
