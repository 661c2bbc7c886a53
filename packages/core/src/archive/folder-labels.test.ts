import { expect, it } from 'vitest';
import { FolderLabels } from './folder-labels.js';

function labels(...paths: string[]): string[] {
  const folders = new FolderLabels();
  for (const path of paths) {
    folders.see(path);
  }
  return paths.map((path) => folders.labelOf(path));
}

it('are what differs between the folders, whatever all of them have in common', () => {
  expect(labels('set/a/1.png', 'set/b/c/2.png')).toEqual(['a', 'b/c']);
  expect(labels('a/1.png', 'b/2.png')).toEqual(['a', 'b']);
  expect(labels('set/a/1.png', 'set/a/b/2.png')).toEqual(['', 'b']);
});

it('are the one folder where there is only one', () => {
  expect(labels('set/a/1.png', 'set/a/2.png')).toEqual(['a', 'a']);
  expect(labels('1.png')).toEqual(['']);
  expect(labels('1.png', 'set/a/2.png')).toEqual(['', 'a']);
});
