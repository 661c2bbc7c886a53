import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random/index.js';
import { hashDistance, measureImage, nearDuplicates } from './index.js';

/** Soft blobs with grain: shades and edges, as photographs have. */
function blobs(seed: number): Sharp {
  const [width, height] = [200, 150];
  const random = createRandom(seed);
  const centres = Array.from({ length: 9 }, () => ({
    x: random.between(0, 1),
    y: random.between(0, 1),
    size: random.between(0.02, 0.2),
    shade: random.between(-160, 160),
  }));
  const grain = createRandom(7);
  const pixels = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [(at % width) / width, Math.floor(at / width) / height];
    const light = centres.reduce(
      (sum, { x: cx, y: cy, size, shade }) =>
        sum + shade * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * size * size)),
      120 + 12 * grain.normal(),
    );
    return Math.min(255, Math.max(0, light));
  });
  return sharp(pixels, { raw: { width, height, channels: 1 } });
}

const png = (image: Sharp): Promise<Buffer> => image.png().toBuffer();
const flat = (shade: number): Promise<Buffer> =>
  png(
    sharp({
      create: { width: 40, height: 40, channels: 3, background: { r: shade, g: shade, b: shade } },
    }),
  );

describe('measureImage', () => {
  it('knows a picture that was resized, compressed or brightened, and tells others apart', async () => {
    const original = await measureImage(await png(blobs(1)));
    const copies = [
      await blobs(1).jpeg({ quality: 40 }).toBuffer(),
      await png(blobs(1).resize(90, 68)),
      await png(blobs(1).linear(1.1, 8)),
      await png(blobs(1).resize(800, 600)),
    ];
    for (const copy of copies) {
      const { hash } = await measureImage(copy);
      expect(hashDistance(original.hash, hash)).toBeLessThanOrEqual(8);
    }
    for (let seed = 2; seed < 12; seed++) {
      const { hash } = await measureImage(await png(blobs(seed)));
      expect(hashDistance(original.hash, hash)).toBeGreaterThan(10);
    }
  });

  it('measures the variance of the Laplacian: less of it where a picture is blurred', async () => {
    const sharpnessOf = async (image: Sharp): Promise<number> =>
      (await measureImage(await png(image))).sharpness;
    const crisp = await sharpnessOf(blobs(3));
    expect(await sharpnessOf(blobs(3).blur(1))).toBeLessThan(crisp / 4);
    expect(await sharpnessOf(blobs(3).blur(3))).toBeLessThan(crisp / 20);
    // Columns of 0, 0, 10, 10: inside, the Laplacian is 10 and -10, by turns.
    const step = Uint8Array.from({ length: 12 }, (_, at) => (at % 4 < 2 ? 0 : 10));
    const image = sharp(step, { raw: { width: 4, height: 3, channels: 1 } });
    expect(await sharpnessOf(image)).toBe(100);
  });

  it('gives the size as seen, and copes with one colour and one pixel', async () => {
    const tall = await blobs(4).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await measureImage(tall)).toMatchObject({ format: 'jpeg', width: 150, height: 200 });
    expect(await measureImage(await flat(90))).toMatchObject({ hash: [0, 0], sharpness: 0 });
    const dot = await png(sharp(Uint8Array.of(9), { raw: { width: 1, height: 1, channels: 1 } }));
    const { sharpness, thumbnail } = await measureImage(dot);
    expect([sharpness, thumbnail.length, thumbnail[255]]).toEqual([0, 256, 9]);
  });

  it('refuses what is no picture, or a damaged one', async () => {
    await expect(measureImage(Buffer.from('none'))).rejects.toMatchObject({ code: 'not_an_image' });
    const half = (await png(blobs(5))).subarray(0, 2000);
    await expect(measureImage(half)).rejects.toMatchObject({ code: 'damaged_image' });
  });
});

describe('nearDuplicates', () => {
  it('groups what looks the same', async () => {
    const files = [
      await png(blobs(1)),
      await png(blobs(2)),
      await blobs(1).jpeg({ quality: 50 }).toBuffer(),
      await flat(250),
      await png(blobs(3)),
      await png(blobs(2).resize(64, 48)),
      await png(blobs(1).resize(100, 75)),
      await flat(252),
      await flat(20),
    ];
    const measures = await Promise.all(files.map(measureImage));
    expect(await nearDuplicates(measures)).toEqual([
      [0, 2, 6],
      [1, 5],
      [3, 7],
    ]);
  });

  it('agrees with all pairs, and stops when it is told to', async () => {
    const random = createRandom(6);
    const bits = (): number => Math.floor(random.next() * 2 ** 32);
    const thumbnail = Uint8Array.from({ length: 256 }, () => random.below(256));
    const seeds = Array.from({ length: 20 }, () => [bits(), bits()] as const);
    // Hashes around 20 seeds, 0 to 9 bits away from them.
    const fingerprints = Array.from({ length: 200 }, (_, at) => {
      const [first, second] = seeds[at % 20] ?? [0, 0];
      const hash: [number, number] = [first, second];
      for (let flip = 0; flip < at % 10; flip++) {
        const half = random.below(2) as 0 | 1;
        hash[half] = (hash[half] ^ (1 << random.below(32))) >>> 0;
      }
      return { hash, thumbnail };
    });
    const near = (one: number, other: number): boolean => {
      const [a, b] = [fingerprints[one], fingerprints[other]];
      return a !== undefined && b !== undefined && hashDistance(a.hash, b.hash) <= 8;
    };
    const reach = new Set([0]);
    for (let grown = true; grown; ) {
      const more = [...fingerprints.keys()].filter(
        (index) => !reach.has(index) && [...reach].some((other) => near(index, other)),
      );
      grown = more.length > 0;
      for (const index of more) {
        reach.add(index);
      }
    }
    const groups = await nearDuplicates(fingerprints);
    expect(groups.find((group) => group.includes(0))).toEqual([...reach].sort((a, b) => a - b));

    const thousands = Array.from({ length: 7000 }, () => ({
      hash: [bits(), bits()] as const,
      thumbnail,
    }));
    const stopped = nearDuplicates(thousands, AbortSignal.abort(new Error('enough')));
    await expect(stopped).rejects.toThrow('enough');
  });
});
