import { describe, expect, it } from 'vitest';
import { baselinePixels } from './baseline-pixels.js';

const size = { width: 32, height: 32, channels: 1 } as const;

function image(brightness: (x: number, y: number) => number, { width, height } = size): number[] {
  return Array.from({ length: width * height }, (_, at) =>
    brightness(at % width, Math.floor(at / width)),
  );
}

function vectorsOf(...images: number[][]): Float32Array[] {
  const pixels = Uint8Array.from(images.flat());
  const vectors = baselinePixels({ pixels, count: images.length, size });
  return images.map((_, row) => vectors.subarray(row * 256, (row + 1) * 256));
}

function cosine(a: ArrayLike<number> = [], b: ArrayLike<number> = []): number {
  return Array.from(a).reduce((sum, value, at) => sum + value * (b[at] as number), 0);
}

describe('baselinePixels', () => {
  it('has length 1 and no mean', () => {
    const [vector] = vectorsOf(image((x, y) => (x * 7 + y * 3) % 256));
    expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    expect(vector?.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
  });

  it('sees neither brightness nor contrast', () => {
    const [first, second] = vectorsOf(
      image((x) => 100 + 2 * x),
      image((x) => 50 + x),
    );
    expect(cosine(first, second)).toBeCloseTo(1, 5);
  });

  it('averages the box under a pixel: a fine chequerboard is blank', () => {
    const [chequer, blank, other] = vectorsOf(
      image((x, y) => ((x + y) % 2) * 200),
      image(() => 30),
      image((x) => x),
    );
    expect(cosine(chequer, blank)).toBeCloseTo(1, 5);
    expect(cosine(blank, other)).toBeCloseTo(0, 5);
  });

  it('takes pictures of any size and of three channels', () => {
    for (const [width, height] of [
      [16, 16],
      [5, 40],
      [50, 33],
    ] as const) {
      const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 31) % 256);
      const vector = baselinePixels({ pixels, count: 1, size: { width, height, channels: 3 } });
      expect(vector).toHaveLength(768);
      expect(cosine(vector, vector)).toBeCloseTo(1, 5);
    }
  });
});
