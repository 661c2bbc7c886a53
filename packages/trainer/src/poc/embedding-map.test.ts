import { createRandom } from '@umbra/core/random';
import { describe, expect, it } from 'vitest';
import { embeddingMap, type MapPoint } from './embedding-map.js';

const dimension = 8;

/** Unit vectors around three far directions, 20 each. */
function threeGroups(): Float32Array {
  const random = createRandom(4);
  const rows = Array.from({ length: 60 }, (_, index) => {
    const row = Array.from({ length: dimension }, () => 0.1 * random.normal());
    row[Math.floor(index / 20)] = 1;
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
  return Float32Array.from(rows.flat());
}

function distance(first: MapPoint | undefined, second: MapPoint | undefined): number {
  return Math.hypot((first?.x ?? 0) - (second?.x ?? 0), (first?.y ?? 0) - (second?.y ?? 0));
}

describe('embeddingMap', () => {
  it('puts near vectors near each other, within the unit square, the same for a seed', async () => {
    const options = {
      vectors: threeGroups(),
      dimension,
      seed: 1,
      signal: new AbortController().signal,
    };
    const points = await embeddingMap(options);
    for (const { x, y } of points) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y)).toBeLessThanOrEqual(1);
    }
    const nearestIsOfItsGroup = points.filter((point, at) => {
      const others = points.map((other, index) =>
        index === at ? Number.POSITIVE_INFINITY : distance(point, other),
      );
      const nearest = others.indexOf(Math.min(...others));
      return Math.floor(nearest / 20) === Math.floor(at / 20);
    });
    expect(nearestIsOfItsGroup).toHaveLength(60);
    expect(await embeddingMap(options)).toEqual(points);
  });
});
