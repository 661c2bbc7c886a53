import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idxOf } from '../testing/archives.js';
import { labelsByPath, load } from '../testing/load.js';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { openDataset } from './dataset.js';

describe('IDX', () => {
  const size = { width: 3, height: 2, channels: 1 } as const;
  const pixels = Uint8Array.from({ length: 4 * 6 }, (_, index) => index * 10);
  const images = idxOf([4, 2, 3], pixels);
  const labels = idxOf([4], Uint8Array.of(7, 0, 7, 9));

  it.each([
    ['plain', 't10k-images-idx3-ubyte', images, 't10k-labels-idx1-ubyte', labels],
    ['gzipped', 'x-images-idx3-ubyte.gz', gzipSync(images), 'x-labels-idx1-ubyte', labels],
  ])('reads %s pictures as they are, with the labels beside', async (_, name, file, other, its) => {
    const root = await temporaryDirectory();
    await writeFiles(root, { [name]: file, [other]: its });
    const location = join(root, name);
    expect(await (await openDataset({ location })).facts()).toEqual({
      classes: 3,
      images: 4,
      typicalSize: size,
    });
    const set = await load({ location }, size);
    expect([...set.images.pixels]).toEqual([...pixels]);
    expect(Object.values(labelsByPath(set))).toEqual(['7', '0', '7', '9']);
  });

  it('brings its pictures to another size by the decoder of all pictures', async () => {
    const root = await temporaryDirectory();
    await writeFiles(root, {
      'a-images-idx3-ubyte': idxOf([2, 2, 2], Uint8Array.of(9, 9, 9, 9, 200, 200, 200, 200)),
      'a-labels-idx1-ubyte': idxOf([2], Uint8Array.of(0, 1)),
    });
    const set = await load(
      { location: join(root, 'a-images-idx3-ubyte') },
      { width: 3, height: 3, channels: 3 },
    );
    expect([...set.images.pixels]).toEqual([
      ...new Array<number>(27).fill(9),
      ...new Array<number>(27).fill(200),
    ]);
  });

  it.each([
    ['the labels are missing', { 'a-images-idx3-ubyte': images }],
    [
      'the labels are of another set',
      { 'a-images-idx3-ubyte': images, 'a-labels-idx1-ubyte': idxOf([1], Uint8Array.of(1)) },
    ],
    [
      'the pictures end too early',
      { 'a-images-idx3-ubyte': images.subarray(0, 30), 'a-labels-idx1-ubyte': labels },
    ],
    [
      'the header claims what cannot be',
      {
        'a-images-idx3-ubyte': idxOf([4, 2 ** 31, 2 ** 31], pixels),
        'a-labels-idx1-ubyte': labels,
      },
    ],
  ])('says that %s', async (_, files) => {
    const root = await temporaryDirectory();
    await writeFiles(root, files);
    await expect(load({ location: join(root, 'a-images-idx3-ubyte') }, size)).rejects.toMatchObject(
      {
        code: 'dataset_invalid',
      },
    );
  });
});

describe('CIFAR-10 binary', () => {
  const record = (label: number, red: number): Uint8Array => {
    const bytes = new Uint8Array(3073).fill(30);
    bytes[0] = label;
    bytes.fill(red, 1, 1025);
    return bytes;
  };
  const size = { width: 32, height: 32, channels: 3 } as const;

  it('interleaves the planes and names the classes, by file or by folder', async () => {
    const root = await temporaryDirectory();
    await writeFiles(root, {
      'data_batch_1.bin': Buffer.concat([record(0, 100), record(1, 110)]),
      'test_batch.bin': record(1, 120),
      'batches.meta.txt': 'airplane\nautomobile\n',
    });
    const all = await load({ location: root }, size);
    expect(Object.values(labelsByPath(all))).toEqual(['airplane', 'automobile', 'automobile']);
    expect([...all.images.pixels.subarray(0, 6)]).toEqual([100, 30, 30, 100, 30, 30]);
    const test = await load({ location: root, include: ['test_batch'] }, size);
    expect([...test.images.pixels.subarray(0, 3)]).toEqual([120, 30, 30]);
    const one = await load({ location: join(root, 'data_batch_1.bin') }, size);
    expect(one.paths).toHaveLength(2);
  });

  it('refuses a file whose labels are not its', async () => {
    const root = await temporaryDirectory();
    await writeFiles(root, { 'data.bin': Buffer.concat([record(3, 1), record(77, 1)]) });
    await expect(load({ location: root }, size)).rejects.toMatchObject({
      code: 'dataset_invalid',
      message: expect.stringContaining('77'),
    });
  });
});
