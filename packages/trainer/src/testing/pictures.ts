import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** A directory that goes when the test ends. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'umbra-trainer-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export type Colour = readonly [number, number, number];

/** A picture of one colour. */
export function picture(
  colour: Colour,
  { side = 8, format = 'png' as 'png' | 'jpeg' | 'webp' } = {},
): Promise<Buffer> {
  const [r, g, b] = colour;
  return sharp({ create: { width: side, height: side, channels: 3, background: { r, g, b } } })
    .toFormat(format)
    .toBuffer();
}

/** Writes files by their paths below `root`. */
export async function writeFiles(
  root: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** Two labels, two pictures each, every one of its own colour. */
export async function smallSet(): Promise<Record<string, Buffer>> {
  return {
    'parts/bolt/1.png': await picture([250, 10, 20]),
    'parts/bolt/2.jpg': await picture([200, 60, 20], { format: 'jpeg' }),
    'parts/nut/small/1.webp': await picture([10, 20, 250], { format: 'webp' }),
    'parts/nut/small/2.png': await picture([10, 90, 200]),
  };
}
