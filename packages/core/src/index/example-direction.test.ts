import { expect, it } from 'vitest';
import { exampleDirection } from './index.js';

const vector = (...values: number[]) => Float32Array.from(values);

it('is the mean of the directions, whatever the lengths', () => {
  expect([...exampleDirection([vector(8, 0), vector(0, 0.5)], [])]).toEqual([0.5, 0.5]);
  expect([...exampleDirection([vector(3, 4)], [])]).toEqual([3, 4]);
});

it('leads away from negative examples', () => {
  expect([...exampleDirection([vector(2, 0)], [vector(0, 5)])]).toEqual([2, -1]);
  const both = exampleDirection([vector(1, 0), vector(0, 1)], [vector(0, 1), vector(0, -1)]);
  expect([...both]).toEqual([1, 1]);
});

it('says so when the examples cancel each other out', () => {
  const cancelling = () => exampleDirection([vector(1, 0), vector(-2, 0)], []);
  expect(cancelling).toThrow(expect.objectContaining({ code: 'invalid_vector' }));
});
