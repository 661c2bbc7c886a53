// Every command and block of code of README and the guides does what it says, in their order,
// against one server.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { blocksOf, guides, readGuide } from '../support/guide-blocks.js';
import { drawPicture, shapes } from '../support/pictures.js';
import { type GuidePlace, moduleOf, runBlock, typeErrors } from '../support/run-guide-block.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const perShape = 10;
const blocks = guides().flatMap(blocksOf);
let api: ApiProcess;
let place: GuidePlace;

beforeAll(async () => {
  api = await ApiProcess.start();
  const folder = await mkdtemp(join(tmpdir(), 'umbra-docs-'));
  for (const shape of shapes) {
    await mkdir(join(folder, 'pictures', shape), { recursive: true });
    for (let variant = 0; variant < perShape; variant++) {
      const file = join(folder, 'pictures', shape, `${variant}.png`);
      await writeFile(file, await drawPicture(shape, variant));
    }
  }
  await writeFile(join(folder, 'photo.png'), await drawPicture('ring', 1000));
  const environment = {
    UMBRA_URL: api.baseUrl,
    UMBRA_KEY: ApiProcess.adminKey,
    UMBRA_HOME: api.home,
    UMBRA_BACKEND: 'wasm',
  };
  place = { folder, environment };
});
afterAll(async () => {
  await api?.close();
  await rm(place.folder, { recursive: true, force: true });
});

it('the guides have blocks, in languages that are run, and few that are not', () => {
  expect(new Set(blocks.map(({ language }) => language))).toEqual(new Set(['sh', 'ts']));
  const unrun = blocks.filter((block) => block.unrun !== null);
  expect(blocks.length).toBeGreaterThan(25);
  expect(unrun.length).toBeLessThan(blocks.length / 4);
});

it('the TypeScript of the guides has no type errors', () => {
  const modules = blocks.filter(({ language }) => language === 'ts');
  const named = modules.map((block, at) => [`guide-block-${at}.ts`, moduleOf(block)] as const);
  expect(typeErrors(new Map(named))).toEqual([]);
  expect(typeErrors(new Map([['wrong.ts', 'const x: number = "no";']]))).toHaveLength(1);
});

it('links lead somewhere', () => {
  const dead = guides().flatMap((guide) =>
    [...readGuide(guide).matchAll(/\]\((?!https?:)([^)#]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(root, dirname(guide), target)))
      .map((target) => `${guide}: ${target}`),
  );
  expect(dead).toEqual([]);
});

for (const guide of guides()) {
  const own = blocks.filter((block) => block.place.startsWith(`${guide}:`) && block.unrun === null);
  if (own.length === 0) continue;
  describe(guide, () => {
    for (const block of own) it(`${block.place} runs`, () => runBlock(block, place));
  });
}
