import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readEnvironment } from '../config.js';
import { labelPictures } from './label-pictures.js';
import type { LabelLists } from './listed-source.js';
import { openSource } from './open-source.js';

const data =
  readEnvironment().dataDirectory ?? resolve(import.meta.dirname, '../../../../../shared/data');

async function labels(location: string, include: readonly string[] = [], lists?: LabelLists) {
  const source = await openSource({ location, labels: lists });
  const { pictures, skipped } = await source.list();
  const labelled = labelPictures(pictures, { include });
  const counts = new Map<string, number>();
  for (const { label } of labelled.pictures) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  expect([...skipped, ...labelled.skipped]).toEqual([]);
  return { pictures: labelled.pictures, counts };
}

function realSet(name: string, path: string, check: (location: string) => Promise<void>): void {
  const location = resolve(data, path);
  const missing = existsSync(location) ? '' : ` (left out: there is no ${path} in the data folder)`;
  it.skipIf(missing !== '')(`${name}${missing}`, () => check(location));
}

realSet('Fashion-MNIST test', 'fashion-mnist/t10k-images-idx3-ubyte.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(10_000);
  expect([...counts.values()]).toEqual(new Array(10).fill(1000));
});

realSet('CIFAR-10', 'cifar10/cifar-10-batches-bin', async (location) => {
  const train = await labels(location, ['data_batch']);
  expect(train.pictures).toHaveLength(10_000);
  expect(train.counts.get('airplane')).toBe(1005);
  expect(train.counts.get('truck')).toBe(981);
  expect((await labels(location, ['test_batch'])).pictures).toHaveLength(1000);
});

realSet('X-SDD steel', 'xsdd-steel/x-sdd.tar.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(1360);
  const sizes = [...counts.values()].sort((a, b) => a - b);
  expect([sizes.length, sizes[0], sizes.at(-1)]).toEqual([7, 63, 397]);
});

realSet('Omniglot evaluation', 'omniglot/images_evaluation.tar.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(13_180);
  expect(counts.size).toBe(659);
  expect(counts.get('Angelic/character01')).toBe(20);
});

realSet('Grocery', 'grocery96/grocery96.tar.gz', async (location) => {
  const lists = { names: ['train.txt', 'val.txt'], folder: '/' };
  const fine = await labels(location, [], lists);
  expect([fine.pictures.length, fine.counts.size]).toEqual([2936, 81]);
  const coarse = await labels(location, ['train'], { ...lists, column: '3' });
  expect([coarse.pictures.length, coarse.counts.size]).toEqual([2640, 43]);
});
