import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { checkpointFile } from './checkpoint-file.js';

it('keeps the newest checkpoint alone, and says when there is none', async () => {
  const root = await temporaryDirectory();
  const store = checkpointFile(join(root, 'runs/model.checkpoint'));
  expect(await store.read()).toBeNull();
  await store.write(Uint8Array.of(1, 2, 3));
  await store.write(Uint8Array.of(4, 5));
  expect([...((await store.read()) ?? [])]).toEqual([4, 5]);
  expect(await readdir(join(root, 'runs'))).toEqual(['model.checkpoint']);
});

it('keeps the checkpoint before when there is no more room, and says what to do', async () => {
  const root = await temporaryDirectory();
  const path = join(root, 'model.checkpoint');
  await writeFile(path, 'the one before');
  const module = new URL('../../dist/run/checkpoint-file.js', import.meta.url).href;
  // A real limit of the operating system stands in for the full disk: no file above 64 KiB.
  const script = `
    import(${JSON.stringify(module)}).then(({ checkpointFile }) =>
      checkpointFile(${JSON.stringify(path)}).write(new Uint8Array(1 << 20)),
    ).catch((error) => process.stdout.write(error.code + ' ' + error.message));
  `;
  const command = `trap '' XFSZ; ulimit -f 64; exec "$0" -e "$1"`;
  const { stdout } = spawnSync('bash', ['-c', command, process.execPath, script], {
    encoding: 'utf8',
  });
  expect(stdout).toMatch(/^unavailable The checkpoint .*no room left.*is kept.*make room/);
  expect(await readFile(path, 'utf8')).toBe('the one before');
  expect(await readdir(root)).toEqual(['model.checkpoint']);
});

it('says why a checkpoint cannot be read', async () => {
  const root = await temporaryDirectory();
  await mkdir(join(root, 'model.checkpoint'));
  await expect(checkpointFile(join(root, 'model.checkpoint')).read()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('cannot be read'),
  });
});
