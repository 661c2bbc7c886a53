/** Labels from lists, by the real `umbra` command. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { runUmbra } from '../testing/run-umbra.js';
import { drawColours } from '../testing/tiny-training.js';

it('searches the pictures of one list for those of another', async () => {
  const place = await temporaryDirectory();
  await drawColours(place);
  const lines = (from: number, to: number): string =>
    ['red', 'blue']
      .flatMap((name) =>
        Array.from({ length: to - from }, (_, at) => `${name}/${from + at}.png,0,${name}ish\n`),
      )
      .join('');
  await writeFiles(place, {
    'colours/train.txt': `file,fine,coarse\n${lines(0, 4)}`,
    'test.txt': `file,fine,coarse\n${lines(4, 6)}`,
  });
  const words = ['evaluate', 'baseline-pixels', 'colours', '--labels', 'test.txt', '--json'];
  const gallery = ['--gallery-labels', 'train.txt', '--label-column', 'coarse'];
  const { code, stdout, stderr } = await runUmbra(place, [...words, ...gallery]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({ gallery: 8, queries: 4, labels: 2 });
  expect(result.metrics.recallAt['1']).toBe(1);
});

it('says which list or column is not there', async () => {
  const place = await temporaryDirectory();
  await drawColours(place);
  await writeFiles(place, { 'one.txt': 'red/0.png red\nblue/0.png blue\n' });
  const inspect = ['data', 'inspect', 'colours'];
  const [missing, column, useless] = await Promise.all([
    runUmbra(place, [...inspect, '--labels', join('no', 'such.txt')]),
    runUmbra(place, [...inspect, '--labels', 'one.txt', '--label-column', 'kind']),
    runUmbra(place, [...inspect, '--label-column', '2']),
  ]);
  expect(missing).toMatchObject({ code: 1, stdout: '' });
  expect(missing.stderr).toMatch(/^umbra: There is no list of labels no\/such\.txt.*\n$/);
  expect(column.stderr).toMatch(/^umbra: The column kind of one\.txt is not there.*\n$/);
  expect(useless).toMatchObject({ code: 2, stderr: expect.stringContaining("without '--labels'") });
});
