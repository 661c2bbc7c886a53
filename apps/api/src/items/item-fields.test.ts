import { expect, it } from 'vitest';
import { fieldsOf } from './item-fields.js';

const written = (metadata: Record<string, unknown>) =>
  fieldsOf(metadata).map(({ path, type, value }) => `${path} ${type} ${value}`);

it('names every value by its path, and the values of a list by that of the list', () => {
  expect(
    written({
      line: 3,
      size: { width: 1.5, unit: 'mm', 'a.b': true },
      tags: ['x', 'y', ['z', { deep: 0 }], 'x'],
      none: null,
      empty: {},
      list: [],
    }),
  ).toEqual([
    'line number 3',
    'size.width number 1.5',
    'size.unit text mm',
    'size.a.b boolean 1',
    'tags text x',
    'tags text y',
    'tags text z',
    'tags.deep number 0',
  ]);
});

it('tells 1, "1" and true apart, and leaves out what JSON cannot say', () => {
  expect(written({ a: [1, '1', true, Number.POSITIVE_INFINITY] })).toEqual([
    'a number 1',
    'a text 1',
    'a boolean 1',
  ]);
});
