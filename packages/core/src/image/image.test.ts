import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../errors/index.js';
import { decodeImage, imageLimits, inspectImage, resizeImage } from './index.js';

type Colour = readonly [number, number, number];
const red: Colour = [220, 30, 40];
const blue: Colour = [20, 60, 200];
const rgb = (side: number) => ({ width: side, height: side, channels: 3 }) as const;
const grey = (side: number) => ({ width: side, height: side, channels: 1 }) as const;

/** Left half red, right half blue: any turn or mirroring shows. */
function halves(width = 40, height = 20): Sharp {
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) {
    pixels.set(at % width < width / 2 ? red : blue, at * 3);
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

function noise(side = 64): Sharp {
  const pixels = Uint8Array.from(
    { length: side * side * 3 },
    (_, at) => (at * 7919 + at * at) % 251,
  );
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
}

const encoders: Record<(typeof imageLimits.formats)[number], (image: Sharp) => Promise<Buffer>> = {
  jpeg: (image) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer(),
  png: (image) => image.png().toBuffer(),
  webp: (image) => image.webp({ lossless: true }).toBuffer(),
  gif: (image) => image.gif().toBuffer(),
  tiff: (image) => image.tiff({ compression: 'lzw' }).toBuffer(),
  avif: (image) => image.avif({ quality: 90, chromaSubsampling: '4:4:4' }).toBuffer(),
};

function expectPixel(pixels: Uint8Array, at: number, colour: readonly number[], within = 12): void {
  colour.forEach((value, channel) => {
    const seen = pixels[at * colour.length + channel] ?? Number.NaN;
    expect(
      Math.abs(seen - value),
      `channel ${channel} of pixel ${at}: ${seen}`,
    ).toBeLessThanOrEqual(within);
  });
}

/** A PNG whose header claims any size, with a valid checksum: the classic bomb. */
function pngClaiming(width: number, height: number): Uint8Array {
  const chunk = (kind: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const frame = Buffer.alloc(8 + body.length);
    frame.writeUInt32BE(data.length, 0);
    body.copy(frame, 4);
    frame.writeUInt32BE(crc32(body), 4 + body.length);
    return frame;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(100_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

describe('pictures of every format', () => {
  for (const format of imageLimits.formats) {
    it(`${format}: facts, pixels, thumbnail`, async () => {
      const bytes = await encoders[format](halves());
      expect(await inspectImage(bytes)).toEqual({ format, width: 40, height: 20 });
      const pixels = await decodeImage(bytes, rgb(8));
      expect(pixels).toHaveLength(8 * 8 * 3);
      expectPixel(pixels, 0, red);
      expectPixel(pixels, 7, blue);
      const small = await resizeImage(bytes, { longestSide: 16 });
      expect(await inspectImage(small)).toEqual({ format: 'webp', width: 16, height: 8 });
    });
  }

  it('stretches to the size asked for, and never enlarges a thumbnail', async () => {
    const bytes = await encoders.png(halves(40, 20));
    const pixels = await decodeImage(bytes, { width: 6, height: 30, channels: 3 });
    expect(pixels).toHaveLength(6 * 30 * 3);
    const small = await resizeImage(bytes, { longestSide: 500 });
    expect(await inspectImage(small)).toMatchObject({ width: 40, height: 20 });
  });

  it('gives the same pixels every time', async () => {
    const bytes = await encoders.jpeg(noise());
    expect(await decodeImage(bytes, rgb(32))).toEqual(await decodeImage(bytes, rgb(32)));
  });
});

describe('what pictures bring along', () => {
  it('turns by the EXIF orientation', async () => {
    // Orientation 6: to be shown turned 90 degrees clockwise, so what is stored left ends on top.
    const bytes = await halves(40, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await inspectImage(bytes)).toMatchObject({ width: 20, height: 40 });
    const pixels = await decodeImage(bytes, rgb(8));
    expectPixel(pixels, 1, red);
    expectPixel(pixels, 7 * 8 + 1, blue);
    const small = await resizeImage(bytes, { longestSide: 20 });
    expect(await inspectImage(small)).toMatchObject({ width: 10, height: 20 });
  });

  it('puts transparent parts on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    for (const space of ['srgb', 'rgb16', 'b-w', 'grey16']) {
      const bytes = await sharp({ create: { width: 9, height: 9, channels: 4, background: clear } })
        .toColourspace(space)
        .png()
        .toBuffer();
      expectPixel(await decodeImage(bytes, grey(1)), 0, [255], 1);
      expectPixel(await decodeImage(bytes, rgb(1)), 0, [255, 255, 255], 1);
    }
  });

  it('takes the first frame of an animation', async () => {
    const frames = Buffer.concat([Buffer.alloc(10 * 10 * 3, 200), Buffer.alloc(10 * 10 * 3, 20)]);
    const raw = { width: 10, height: 20, channels: 3, pageHeight: 10 } as const;
    for (const bytes of [
      await sharp(frames, { raw }).gif().toBuffer(),
      await sharp(frames, { raw }).webp({ lossless: true }).toBuffer(),
    ]) {
      expect(await inspectImage(bytes)).toMatchObject({ width: 10, height: 10 });
      expectPixel(await decodeImage(bytes, grey(2)), 3, [200], 3);
    }
  });

  it('brings grey, palette, CMYK and 16-bit pictures to 8 bits of the wanted channels', async () => {
    const values = Uint16Array.from({ length: 16 * 16 * 3 }, () => 0xc000);
    const raw = { width: 16, height: 16, channels: 3 } as const;
    const flat = () =>
      sharp({ create: { width: 16, height: 16, channels: 3, background: '#c0c0c0' } });
    const pictures = {
      grey: await flat().toColourspace('b-w').png().toBuffer(),
      palette: await flat().png({ palette: true }).toBuffer(),
      cmyk: await flat().toColourspace('cmyk').tiff().toBuffer(),
      cmykJpeg: await flat().toColourspace('cmyk').jpeg().toBuffer(),
      sixteen: await sharp(values, { raw }).toColourspace('rgb16').png().toBuffer(),
      sixteenGrey: await sharp(values, { raw }).toColourspace('grey16').png().toBuffer(),
      bilevel: await sharp({ create: { ...raw, background: '#ffffff' } })
        .toColourspace('b-w')
        .tiff({ bitdepth: 1 })
        .toBuffer(),
    };
    for (const [name, bytes] of Object.entries(pictures)) {
      const value = name === 'bilevel' ? 255 : 192;
      for (const size of [grey(4), rgb(4)]) {
        const pixels = await decodeImage(bytes, size);
        expect(pixels, name).toHaveLength(16 * size.channels);
        // CMYK goes through a colour profile and comes back a little darker.
        expectPixel(pixels, 5, new Array(size.channels).fill(value), 12);
      }
    }
  });
});

describe('what is refused', () => {
  const refusals: Record<
    string,
    { code: ErrorCode; bytes: () => Promise<Uint8Array> | Uint8Array }
  > = {
    'an empty file': { code: 'empty_file', bytes: () => new Uint8Array(0) },
    text: { code: 'not_an_image', bytes: () => Buffer.from('not a picture at all\n'.repeat(9)) },
    'one byte': { code: 'not_an_image', bytes: () => Uint8Array.of(0xff) },
    'an SVG': {
      code: 'not_an_image',
      bytes: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    },
    'a PDF': { code: 'not_an_image', bytes: () => Buffer.from('%PDF-1.7\n1 0 obj\n') },
    'a video': {
      code: 'not_an_image',
      bytes: () => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
    },
    'a file over the limit': {
      code: 'file_too_large',
      bytes: async () =>
        Buffer.concat([await encoders.png(halves()), Buffer.alloc(imageLimits.bytesMax)]),
    },
    'an image bomb': { code: 'image_too_many_pixels', bytes: () => pngClaiming(10_000, 5_001) },
    'a header that cannot be': {
      code: 'damaged_image',
      bytes: () => Buffer.from('\x89PNG\r\n\x1a\n and then nothing of the kind', 'latin1'),
    },
  };
  for (const [name, { code, bytes }] of Object.entries(refusals)) {
    it(`${name}: ${code}`, async () => {
      const file = await bytes();
      await expect(inspectImage(file)).rejects.toMatchObject({ code });
      await expect(decodeImage(file, rgb(8))).rejects.toMatchObject({ code });
      await expect(resizeImage(file, { longestSide: 8 })).rejects.toMatchObject({ code });
    });
  }

  it('takes exactly 50 megapixels', async () => {
    expect(await inspectImage(pngClaiming(10_000, 5_000))).toMatchObject({ width: 10_000 });
  });

  for (const format of imageLimits.formats) {
    it(`${format} cut off at any place: an UmbraError, never pixels`, async () => {
      const bytes = await encoders[format](noise());
      for (const share of [0.02, 0.3, 0.6, 0.9]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        const code = await decodeImage(cut, rgb(16)).then(
          () => 'decoded',
          (error: { code?: string }) => error.code,
        );
        expect(['damaged_image', 'not_an_image'], `${share}: ${code}`).toContain(code);
      }
    });
  }
});
