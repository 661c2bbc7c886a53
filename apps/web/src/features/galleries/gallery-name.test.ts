import { describe, expect, it } from 'vitest';
import { galleryNameProblem, suggestGalleryName } from './gallery-name';

describe('galleryNameProblem', () => {
  it('accepts what the API accepts', () => {
    for (const name of ['a', '7', 'sample-parts', 'line-3', 'a-', 'x'.repeat(63)]) {
      expect(galleryNameProblem(name)).toBeNull();
    }
  });

  it('says what is wrong with the rest', () => {
    expect(galleryNameProblem('')).toMatch(/name/);
    expect(galleryNameProblem('Parts')).toMatch(/Lower-case/);
    expect(galleryNameProblem('brake discs')).toMatch(/spaces/);
    expect(galleryNameProblem('-parts')).toMatch(/Start/);
    expect(galleryNameProblem('parts_2')).toMatch(/Only/);
    expect(galleryNameProblem('täl')).toMatch(/Only/);
    expect(galleryNameProblem('x'.repeat(64))).toMatch(/63/);
  });
});

describe('suggestGalleryName', () => {
  it('comes as near as the rule allows', () => {
    expect(suggestGalleryName('Brake Discs (new)')).toBe('brake-discs-new');
    expect(suggestGalleryName('  Räder_2 ')).toBe('rader-2');
    expect(suggestGalleryName('部品')).toBe('');
  });

  it('is always a valid name unless nothing is left', () => {
    for (const name of ['-- A --', 'É'.repeat(80), 'a/b\\c', `${'a'.repeat(62)} b`]) {
      expect(galleryNameProblem(suggestGalleryName(name))).toBeNull();
    }
  });
});
