import { expect, it } from 'vitest';
import { newId } from './ids.js';

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('ids are UUIDs of version 7 that sort as they were made, however fast', () => {
  const ids = Array.from({ length: 10_000 }, () => newId());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !pattern.test(id))).toEqual([]);
  expect(ids.toSorted()).toEqual(ids);
});

it('a clock that goes back does not change the order', () => {
  const future = Date.now() + 60_000;
  const first = newId(future);
  const second = newId(future - 30_000);
  expect(second > first).toBe(true);
  expect(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16)).toBe(future);
});
