/** The length of the vectors is chosen after one training, by the real command. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { runUmbra } from '../testing/run-umbra.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';

it('tells what every prefix of a nested shadow is worth, and cuts to one of them', async () => {
  const place = await temporaryDirectory();
  await drawColours(place);
  const projection = { kind: 'nested', dimension: 4, prefixes: [2, 3, 4] };
  await writeFile(join(place, 'nested.json'), JSON.stringify({ ...tinyConfig, projection }));
  const args = ['train', 'colours', '--out', 'model', '--config', 'nested.json'];
  const trained = await runUmbra(place, args);
  expect(trained).toMatchObject({ code: 0, stdout: expect.stringMatching(/shadow cut to.*MAP@R/) });
  const card = JSON.parse(await readFile(join(place, 'model', 'umbra.json'), 'utf8'));
  expect(card.prefixes.map(({ dimension }: { dimension: number }) => dimension)).toEqual([2, 3, 4]);
  expect(card.prefixes[2].recallAt1).toBe(card.metrics.recallAt['1']);

  const evaluate = ['evaluate', 'model', 'colours', '--json'];
  const whole = JSON.parse((await runUmbra(place, evaluate)).stdout);
  const cut = JSON.parse((await runUmbra(place, [...evaluate, '--dimension', '2'])).stdout);
  expect(whole.prefixes).toHaveLength(3);
  expect(cut.prefixes).toEqual(whole.prefixes.slice(0, 1));
  expect(cut.metrics.mapAtR).toBeCloseTo(whole.prefixes[0].mapAtR, 4);
  expect(await runUmbra(place, [...evaluate, '--dimension', '1'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('can be cut to 2, 3, 4 numbers'),
  });
});
