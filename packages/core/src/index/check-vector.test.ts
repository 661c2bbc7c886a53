import { describe, expect, it } from 'vitest';
import { checkVector, normalize } from './check-vector.js';

const hole = [1, 2, 3];
delete hole[1];

const refused: Record<string, { values: unknown; code: string }> = {
  null: { values: null, code: 'invalid_vector' },
  undefined: { values: undefined, code: 'invalid_vector' },
  text: { values: 'abc', code: 'invalid_vector' },
  'an object with a length': { values: { length: 3, 0: 1, 1: 2, 2: 3 }, code: 'invalid_vector' },
  'an array of integers of the wrong kind': {
    values: new BigInt64Array(3),
    code: 'invalid_vector',
  },
  'an empty array': { values: [], code: 'wrong_dimension' },
  'too short': { values: [1, 2], code: 'wrong_dimension' },
  'too long': { values: new Float32Array(4).fill(1), code: 'wrong_dimension' },
  NaN: { values: [1, Number.NaN, 3], code: 'invalid_vector' },
  Infinity: { values: [1, Number.POSITIVE_INFINITY, 3], code: 'invalid_vector' },
  'a number beyond 32 bits': { values: [1, 1e300, 3], code: 'invalid_vector' },
  'null inside': { values: [1, null, 3], code: 'invalid_vector' },
  'undefined inside': { values: [1, undefined, 3], code: 'invalid_vector' },
  'a hole': { values: hole, code: 'invalid_vector' },
  'text inside': { values: [1, '2', 3], code: 'invalid_vector' },
  'a bigint inside': { values: [1, 2n, 3], code: 'invalid_vector' },
  'an array inside': { values: [1, [2], 3], code: 'invalid_vector' },
  'all zeros': { values: [0, 0, -0], code: 'invalid_vector' },
  'zeros once rounded to 32 bits': { values: [1e-60, 0, 1e-60], code: 'invalid_vector' },
  'NaN in a typed array': { values: Float32Array.of(1, Number.NaN, 3), code: 'invalid_vector' },
};

describe('checkVector', () => {
  for (const [name, { values, code }] of Object.entries(refused)) {
    it(`refuses ${name}: ${code}`, () => {
      expect(() => checkVector(values, 3)).toThrow(expect.objectContaining({ code }));
    });
  }

  it('names the element and the lengths', () => {
    expect(() => checkVector([1, null, 3], 3)).toThrow(/Element 1 .* null/);
    expect(() => checkVector([1, 2], 3)).toThrow(/2 numbers where 3/);
  });

  it('copies, so that the caller may change what it gave', () => {
    const given = Float32Array.of(3, 4, 0);
    const checked = checkVector(given, 3);
    given[0] = Number.NaN;
    expect([...checked]).toEqual([3, 4, 0]);
  });

  it('takes the smallest and the largest 32-bit numbers, which still have a direction', () => {
    for (const size of [1e-45, 3e38]) {
      const unit = normalize(checkVector([size, 0, size], 3));
      expect(unit[0]).toBeCloseTo(Math.SQRT1_2, 6);
      expect(unit[1]).toBe(0);
    }
  });
});
