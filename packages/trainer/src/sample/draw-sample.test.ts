import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@umbra/core/random';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { drawSample, type SampleEvent, type SampleOptions } from './draw-sample.js';
import { partKinds } from './kinds.js';
import { photograph } from './photograph/photograph.js';

const fewKinds = partKinds.filter(({ label }) => /hex-nut|retaining/.test(label));

async function drawn(options: Partial<SampleOptions>): Promise<SampleEvent[]> {
  const directory = join(await temporaryDirectory(), 'sample');
  const events: SampleEvent[] = [];
  const all = {
    directory,
    seed: 1,
    imagesPerKind: 4,
    heldOutPerKind: 0,
    kinds: fewKinds,
    ...options,
  };
  for await (const event of drawSample(all)) {
    events.push(event);
  }
  return events;
}

function partsOf(events: readonly SampleEvent[]): { parts: string; heldOut: string | null } {
  const last = events.at(-1);
  if (last?.kind !== 'finished') {
    throw new Error('the last event tells where the pictures are');
  }
  return last;
}

async function digests(directory: string): Promise<Record<string, string>> {
  const paths = (await readdir(directory, { recursive: true })).filter((path) =>
    path.endsWith('.jpg'),
  );
  const entries = paths.sort().map(async (path) => {
    const bytes = await readFile(join(directory, path));
    return [path, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

it('draws the same bytes for a seed, others for another, and no picture twice', async () => {
  const one = await digests(partsOf(await drawn({ seed: 5 })).parts);
  const again = await digests(partsOf(await drawn({ seed: 5 })).parts);
  const other = await digests(partsOf(await drawn({ seed: 6 })).parts);
  expect(Object.keys(one)).toHaveLength(2 * 4);
  expect(again).toEqual(one);
  expect(new Set([...Object.values(one), ...Object.values(other)]).size).toBe(2 * 2 * 4);
});

it('draws pictures of 160 pixels, rare kinds less often', async () => {
  const events = await drawn({ imagesPerKind: 12, heldOutPerKind: 1 });
  const { parts, heldOut } = partsOf(events);
  const count = async (label: string) => (await readdir(join(parts, label))).length;
  expect((await readdir(parts)).sort()).toEqual(['hex-nut', 'retaining-ring']);
  expect([await count('hex-nut'), await count('retaining-ring')]).toEqual([12, 4]);
  for (const { label } of fewKinds) {
    expect(await readdir(join(heldOut ?? '', label))).toHaveLength(1);
  }
  const [name = ''] = await readdir(join(parts, 'hex-nut'));
  const { width, height, format } = await sharp(join(parts, 'hex-nut', name)).metadata();
  expect({ width, height, format }).toEqual({ width: 160, height: 160, format: 'jpeg' });
  const totals = events.flatMap((event) => (event.kind === 'drawn' ? [event.total] : []));
  expect(events.at(-2)).toEqual({ kind: 'drawn', done: totals[0], total: totals[0] });
});

it.each(partKinds)('shows a part in every picture of $label', async ({ draw, metals }) => {
  const seen = async (drawing: string) => {
    const picture = await photograph(drawing, { random: createRandom(3), metals });
    return sharp(picture).removeAlpha().raw().toBuffer();
  };
  const part = await seen(draw(createRandom(3)));
  const bare = await seen('');
  const changed = part.filter((value, at) => Math.abs(value - (bare[at] ?? 0)) > 40).length;
  expect(changed / part.length).toBeGreaterThan(0.01);
});

it('leaves nothing behind when it is cancelled or left', async () => {
  const place = await temporaryDirectory();
  const cancel = new AbortController();
  const options = { seed: 1, imagesPerKind: 4, heldOutPerKind: 0, kinds: fewKinds };
  const directory = join(place, 'sample');
  const cancelled = drawSample({ ...options, directory, signal: cancel.signal });
  await cancelled.next();
  cancel.abort(new Error('cancelled'));
  await expect(cancelled.next()).rejects.toThrow('cancelled');
  for await (const event of drawSample({ ...options, directory })) {
    if (event.kind === 'drawn' && event.done > 2) {
      break;
    }
  }
  expect(await readdir(place)).toEqual([]);
});

it('touches no folder that holds something', async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, 'mine.txt'), 'mine');
  await expect(drawn({ directory })).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(directory)).toEqual(['mine.txt']);
  const empty = join(directory, 'empty');
  await mkdir(empty);
  expect(partsOf(await drawn({ directory: empty })).parts).toBe(empty);
});
