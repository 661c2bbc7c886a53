import { expect, it } from 'vitest';
import { realSet } from '../testing/real-set.js';
import { labelPictures } from './label-pictures.js';
import type { LabelLists } from './listed-source.js';
import { openSource } from './open-source.js';

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

function itReads(name: string, path: string, check: (location: string) => Promise<void>): void {
  const { location, missing } = realSet(path);
  it.skipIf(missing !== '')(`${name}${missing}`, () => check(location));
}

itReads('Fashion-MNIST test', 'fashion-mnist/t10k-images-idx3-ubyte.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(10_000);
  expect([...counts.values()]).toEqual(new Array(10).fill(1000));
});

itReads('CIFAR-10', 'cifar10/cifar-10-batches-bin', async (location) => {
  const train = await labels(location, ['data_batch']);
  expect(train.pictures).toHaveLength(10_000);
  expect(train.counts.get('airplane')).toBe(1005);
  expect(train.counts.get('truck')).toBe(981);
  expect((await labels(location, ['test_batch'])).pictures).toHaveLength(1000);
});

itReads('X-SDD steel', 'xsdd-steel/x-sdd.tar.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(1360);
  const sizes = [...counts.values()].sort((a, b) => a - b);
  expect([sizes.length, sizes[0], sizes.at(-1)]).toEqual([7, 63, 397]);
});

itReads('Omniglot evaluation', 'omniglot/images_evaluation.tar.gz', async (location) => {
  const { pictures, counts } = await labels(location);
  expect(pictures).toHaveLength(13_180);
  expect(counts.size).toBe(659);
  expect(counts.get('Angelic/character01')).toBe(20);
});

itReads('Grocery', 'grocery96/grocery96.tar.gz', async (location) => {
  const lists = { names: ['train.txt', 'val.txt'], folder: '/' };
  const fine = await labels(location, [], lists);
  expect([fine.pictures.length, fine.counts.size]).toEqual([2936, 81]);
  const coarse = await labels(location, ['train'], { ...lists, column: '3' });
  expect([coarse.pictures.length, coarse.counts.size]).toEqual([2640, 43]);
});
