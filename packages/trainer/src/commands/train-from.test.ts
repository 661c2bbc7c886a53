/** A model trained on, by the real command: on its own pictures, and on those of another kind. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeFiles } from '../testing/pictures.js';
import { runUmbra } from '../testing/run-umbra.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

let place = '';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'umbra-from-'));
  await drawColours(place);
  for (const index of [0, 1, 2, 3, 4, 5]) {
    for (const label of ['red', 'blue']) {
      const from = join(place, 'colours', label, `${index}.png`);
      const negative = await sharp(from).negate().png().toBuffer();
      await writeFiles(place, { [`negatives/${label}/${index}.png`]: negative });
    }
  }
  await writeFile(join(place, 'tiny.json'), JSON.stringify(tinyConfig));
  const args = ['train', 'colours', '--out', 'old', '--config', 'tiny.json'];
  expect(await runUmbra(place, args)).toMatchObject({ code: 0 });
});

afterAll(() => rm(place, { recursive: true }));

const short = ['--epochs', '1', '--preset', 'quick'];

it('adapts a model and tells what it was and what it is, on both kinds', async () => {
  const args = ['train', 'negatives', '--from', 'old', '--old', 'colours', '--out', 'adapted'];
  const trained = await runUmbra(place, [...args, ...short, '--estimate']);
  expect(trained).toMatchObject({ code: 0, stderr: expect.stringContaining('will take about') });
  expect(trained.stdout).toMatch(/adapted \(shadow loss\).*\n.*old, before/);
  expect(trained.stdout).toMatch(/adapted, old pictures.*\n.*old, old pictures/);
  expect(trained.stdout).toContain('All blocks of old trained on');
  const card = JSON.parse(await readFile(join(place, 'adapted', 'umbra.json'), 'utf8'));
  expect(card).toMatchObject({
    formatVersion: 3,
    origin: { name: 'old', blocks: 'all', pictures: { before: {}, after: card.metrics } },
    config: { encoder: tinyConfig.encoder, optimizer: { learningRate: 3e-3 } },
  });
  const evaluated = await runUmbra(place, ['evaluate', 'adapted', 'negatives', '--json']);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ queries: 12 });
});

it.each([
  [['--blocks', '1'], 2, '--blocks goes with --from'],
  [['--from', 'old', '--blocks', '4'], 2, 'has 1 blocks that can be trained, not 4'],
  [['--from', 'old', '--config', 'tall.json'], 2, 'which the training goes on from, has input'],
  [['--from', 'old', '--include', 'red/'], 1, 'at least two classes'],
])('refuses %j', async (flags, code, message) => {
  await writeFile(join(place, 'tall.json'), JSON.stringify({ input: { height: 16 } }));
  const refused = await runUmbra(place, ['train', 'colours', '--out', 'none', ...short, ...flags]);
  expect(refused).toMatchObject({ code, stderr: expect.stringContaining(message) });
});
