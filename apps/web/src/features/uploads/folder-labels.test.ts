import { describe, expect, it } from 'vitest';
import { folderLabels } from './folder-labels';

describe('folderLabels', () => {
  it('labels by the folder a picture lies in', () => {
    expect(folderLabels(['/washer/a.png', '/bolt/b.png'])).toEqual(['washer', 'bolt']);
  });

  it('leaves out folders that all pictures share', () => {
    expect(folderLabels(['set/parts/washer/a.png', 'set/parts/bolt/b.png'])).toEqual([
      'washer',
      'bolt',
    ]);
  });

  it('keeps the last folder when there is only one', () => {
    expect(folderLabels(['set/washer/a.png', 'set/washer/b.png'])).toEqual(['washer', 'washer']);
  });

  it('keeps a folder that holds both pictures and folders', () => {
    expect(folderLabels(['washer/a.png', 'washer/worn/b.png'])).toEqual(['washer', 'washer/worn']);
  });

  it('joins deeper folders with a slash', () => {
    expect(folderLabels(['a/x/1.png', 'a/y/1.png', 'b/x/1.png'])).toEqual(['a/x', 'a/y', 'b/x']);
  });

  it('gives loose pictures no label', () => {
    expect(folderLabels(['./a.png', 'b.png', '/washer/c.png'])).toEqual([null, null, 'washer']);
    expect(folderLabels([])).toEqual([]);
  });
});
