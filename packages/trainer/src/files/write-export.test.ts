import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { checkExportPlace, writeExportedFile, writeExportedFolder } from './write-export.js';

const bytes = Uint8Array.of(1, 2, 3);

it('replaces an exported file only when told to', async () => {
  const root = await temporaryDirectory();
  const path = join(root, 'models/model.onnx');
  await checkExportPlace({ path, force: false }, 'file');
  await writeExportedFile(path, bytes);
  await expect(checkExportPlace({ path, force: false }, 'file')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('--force'),
  });
  await checkExportPlace({ path, force: true }, 'file');
  await writeExportedFile(path, bytes.subarray(1));
  expect([...(await readFile(path))]).toEqual([2, 3]);
  expect(await readdir(join(root, 'models'))).toEqual(['model.onnx']);
});

it('replaces an exported folder and nothing else', async () => {
  const root = await temporaryDirectory();
  const path = join(root, 'model');
  const files = new Map([['model.json', bytes]]);
  await checkExportPlace({ path, force: false }, 'folder');
  await writeExportedFolder(path, files);
  await expect(checkExportPlace({ path, force: false }, 'folder')).rejects.toMatchObject({
    code: 'conflict',
  });
  await checkExportPlace({ path, force: true }, 'folder');
  await writeExportedFolder(path, new Map([...files, ['weights.bin', bytes]]));
  expect(await readdir(path)).toEqual(['model.json', 'weights.bin']);
  expect(await readdir(root)).toEqual(['model']);

  await writeFiles(path, { 'umbra.json': 'an artifact of ours' });
  for (const kind of ['folder', 'file'] as const) {
    await expect(checkExportPlace({ path, force: true }, kind)).rejects.toMatchObject({
      code: 'conflict',
    });
  }
});
