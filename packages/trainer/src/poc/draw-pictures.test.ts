import { expect, it } from 'vitest';
import { drawnMax, drawPictures } from './draw-pictures.js';

it('takes the same share of every class, and small classes whole', () => {
  const sizes = [25_000, 12_000, 12_985, 15];
  const labels = Int32Array.from(sizes.flatMap((size, label) => new Array(size).fill(label)));
  const rows = drawPictures(labels, 1);
  const counts = [0, 0, 0, 0];
  for (const row of rows) {
    counts[labels[row] ?? 0] = (counts[labels[row] ?? 0] ?? 0) + 1;
  }
  expect(counts).toEqual([5000, 2400, 2597, 15]);
  expect(new Set(rows).size).toBe(rows.length);
  expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  expect(drawPictures(labels, 1)).toEqual(rows);
  expect(drawPictures(labels, 2)).not.toEqual(rows);
});

it('takes all of a set that is not large', () => {
  expect(drawPictures(new Int32Array(drawnMax), 1)).toHaveLength(drawnMax);
});
