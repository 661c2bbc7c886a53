import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { restoreLegacyUtilities } from './node-legacy.js';

it('puts back what a newer Node has taken away, and nothing else', () => {
  const isArray = (): boolean => true;
  const newer: Record<string, (value: unknown) => boolean> = { isArray };
  restoreLegacyUtilities(newer);
  expect(newer['isArray']).toBe(isArray);
  const { isNullOrUndefined } = newer;
  const values = [null, undefined, 0, '', false, []];
  expect(values.map((value) => isNullOrUndefined?.(value))).toEqual([
    ...[true, true],
    ...[false, false, false, false],
  ]);
});

it('reaches what a CommonJS module requires, as tfjs-node does', () => {
  restoreLegacyUtilities();
  const required = createRequire(import.meta.url)('util') as Record<string, unknown>;
  expect(required['isNullOrUndefined']).toBeTypeOf('function');
  expect(required['isArray']).toBeTypeOf('function');
});
