import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cropPicture, regionOf } from './crop-picture.js';

const frame = { width: 6, height: 4 };

/** Each pixel tells where it stands: red is its column, green its row. */
function chart(): Promise<Buffer> {
  const pixels = Array.from({ length: 24 }, (_, at) => [at % 6, Math.floor(at / 6), 0]);
  const raw = { ...frame, channels: 3 as const };
  return sharp(Uint8Array.from(pixels.flat()), { raw }).png().toBuffer();
}

async function corner(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { first: [data[0], data[1]], width: info.width, height: info.height };
}

it('cuts out every pixel that the box touches, and its margin within the picture', async () => {
  const bytes = await chart();
  const box = { x: 1.5, y: 1, width: 2, height: 2 };
  expect(await corner(await cropPicture({ bytes, frame, box, margin: 0 }))).toEqual({
    first: [1, 1],
    width: 3,
    height: 2,
  });
  expect(regionOf({ box, margin: 5, frame })).toEqual({ left: 0, top: 0, width: 6, height: 4 });
});

it('turns a picture by its EXIF only where its annotations were drawn on the turned one', async () => {
  // Orientation 6: shown after a quarter turn clockwise, so that the stored left edge is on top.
  const bytes = await sharp(await chart())
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const turned = { width: 4, height: 6 };
  const stored = await corner(await cropPicture({ bytes, frame, box, margin: 0 }));
  expect(stored.first).toEqual([0, 0]);
  const shown = await corner(await cropPicture({ bytes, frame: turned, box, margin: 0 }));
  expect(shown.first).toEqual([0, 3]);
});

it('says what is wrong with a picture of another size, a box outside, and damaged bytes', async () => {
  const bytes = await chart();
  const box = { x: 0, y: 0, width: 1, height: 1 };
  const far = { ...box, x: 9 };
  const other = { width: 7, height: 4 };
  const refused = (crop: object) =>
    expect(cropPicture({ bytes, frame, box, margin: 0, ...crop })).rejects;
  await refused({ frame: other }).toThrow(
    'The picture has 6 x 4 pixels, its annotations say 7 x 4',
  );
  await refused({ box: far }).toThrow('Its box lies outside of the picture');
  await refused({ bytes: new Uint8Array(9) }).toThrow('cannot be read');
});
