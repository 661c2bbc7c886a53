import { describe, expect, it } from 'vitest';
import { placeNames } from './place-names.js';

const frame = { width: 400, height: 200, left: 40, right: 10, top: 20, bottom: 30 };

describe('placeNames', () => {
  it('puts names below their dots, above where another is in the way, else nowhere', () => {
    const dots = [
      { text: 'first', x: 100, y: 100 },
      { text: 'near', x: 110, y: 104 },
      { text: 'nearer', x: 104, y: 102 },
      { text: 'far', x: 300, y: 100 },
    ];
    const placed = placeNames(dots, frame);
    expect(placed.map(({ text }) => text)).toEqual(['first', 'near', 'far']);
    expect(placed.map(({ y }) => y)).toEqual([119, 94, 119]);
  });

  it('keeps names on the chart', () => {
    const [left, low] = placeNames(
      [
        { text: 'a long name', x: 2, y: 100 },
        { text: 'low', x: 300, y: 165 },
      ],
      frame,
    );
    expect(left?.x).toBeGreaterThan(30);
    expect(low?.y).toBe(155);
  });
});
