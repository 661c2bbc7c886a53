import { expect, it } from 'vitest';
import { knownAskedAgain, strangersLetIn } from './plain-rates';

it('says rates as people count', () => {
  expect(strangersLetIn(0.001)).toBe('1 stranger in 1000 is let in');
  expect(strangersLetIn(0.0098)).toBe('1 stranger in 102 is let in');
  expect(strangersLetIn(0.75)).toBe('75 of 100 strangers are let in');
  expect(strangersLetIn(0)).toBe('no stranger was let in');
  expect(knownAskedAgain(0.042)).toBe('4 of 100 known are asked again');
  expect(knownAskedAgain(0.01)).toBe('1 of 100 known is asked again');
  expect(knownAskedAgain(0.004)).toBe('less than 1 of 100 known is asked again');
  expect(knownAskedAgain(0)).toBe('no known one is asked again');
});
