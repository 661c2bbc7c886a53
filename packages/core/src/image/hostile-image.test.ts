import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeImage, inspectImage } from './index.js';

const size = { width: 8, height: 8, channels: 3 } as const;
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>';
const bytes = (text: string) => Buffer.from(text, 'latin1');

/** What a decoder that sniffs for itself might open, though no one filed a picture. */
const programs: Record<string, Uint8Array> = {
  'an SVG behind an XML declaration': bytes(`<?xml version="1.0"?>${svg}`),
  'an SVG behind a byte order mark': bytes(`\xef\xbb\xbf${svg}`),
  'a packed SVG': gzipSync(svg),
  'a PDF with a picture inside': bytes('%PDF-1.7\n\x89PNG\r\n\x1a\n'),
  PostScript: bytes('%!PS-Adobe-3.0 EPSF-3.0\n'),
  'a web page': bytes(`<!doctype html>${svg}`),
  'a HEIC photograph': bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
  'a BMP': bytes('BM\x46\0\0\0\0\0\0\0\x36\0\0\0'),
  'an archive': bytes('PK\x03\x04'),
};

it.each(Object.entries(programs))('%s is refused before a decoder sees it', async (_, file) => {
  await expect(inspectImage(file)).rejects.toMatchObject({ code: 'not_an_image' });
  await expect(decodeImage(file, size)).rejects.toMatchObject({ code: 'not_an_image' });
});

it.each(['\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'GIF89a', 'RIFF    WEBP', 'II*\0', 'MM\0*'])(
  'an SVG that begins as a picture does (%j) is damaged, not drawn',
  async (signature) => {
    const file = bytes(signature + svg);
    await expect(inspectImage(file)).rejects.toMatchObject({ code: 'damaged_image' });
    await expect(decodeImage(file, size)).rejects.toMatchObject({ code: 'damaged_image' });
  },
);

it('a GIF that claims four gigapixels costs no memory', async () => {
  const screen = 'GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff';
  const frame = ',\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0;';
  const before = process.memoryUsage.rss();
  await expect(decodeImage(bytes(screen + frame), size)).rejects.toMatchObject({
    code: expect.stringMatching(/^(image_too_many_pixels|damaged_image)$/),
  });
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20);
});
