import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { drawColours } from '../testing/tiny-training.js';

const commandFile = createRequire(import.meta.url).resolve('@umbra/trainer/cli');

/** Runs `umbra` where no file may be longer than 8 KiB: a limit of the operating system. */
function umbraOnFullDisk(cwd: string, args: readonly string[]) {
  const script = `trap '' XFSZ; ulimit -f 8; exec "$0" "$@"`;
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--norc', '-c', script, process.execPath, commandFile, ...args],
    { encoding: 'utf8', env: { PATH: process.env['PATH'], INIT_CWD: cwd } },
  );
  return { status, stdout, stderr };
}

it('says that the disk is full, and leaves what was saved before', async () => {
  const place = await temporaryDirectory();
  await drawColours(place);
  await writeFile(join(place, 'vectors.ndjson'), 'those before');
  const args = ['embed', 'baseline-pixels', 'colours', '--out', 'vectors.ndjson', '--no-cache'];
  expect(umbraOnFullDisk(place, args)).toEqual({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /^umbra: There is no room left on the disk\. .* is as it was: make room .* again\.\n$/,
    ),
  });
  expect(await readFile(join(place, 'vectors.ndjson'), 'utf8')).toBe('those before');
  expect((await readdir(place)).sort()).toEqual(['colours', 'vectors.ndjson']);
});
