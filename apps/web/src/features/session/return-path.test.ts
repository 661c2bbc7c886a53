import { describe, expect, it } from 'vitest';
import { safeReturnPath, signInPathFrom } from './return-path';

describe('safeReturnPath', () => {
  it('keeps a path of the console with its query', () => {
    expect(safeReturnPath('/gallery/?name=parts&tab=search')).toBe(
      '/gallery/?name=parts&tab=search',
    );
  });

  it('leads home from anything that leaves the console', () => {
    for (const next of [
      null,
      '',
      'gallery',
      'https://elsewhere.example/',
      '//elsewhere.example/',
      '/\\elsewhere.example/',
      '/\t/elsewhere.example/',
      'javascript:alert(1)',
    ]) {
      expect(safeReturnPath(next)).toBe('/');
    }
  });

  it('does not lead back to signing in', () => {
    expect(safeReturnPath('/sign-in/?next=/sign-in/')).toBe('/');
  });
});

describe('signInPathFrom', () => {
  it('remembers the page and survives the way back', () => {
    const path = signInPathFrom({ pathname: '/gallery/', search: '?name=a%26b&tab=items' });
    const next = new URL(path, 'http://localhost').searchParams.get('next');
    expect(safeReturnPath(next)).toBe('/gallery/?name=a%26b&tab=items');
  });

  it('adds nothing for the front page', () => {
    expect(signInPathFrom({ pathname: '/', search: '' })).toBe('/sign-in/');
  });
});
