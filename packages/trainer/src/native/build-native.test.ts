/**
 * What goes wrong before anything is fetched or compiled. That a build computes rightly it proves
 * itself, and the gradient tests of core run on it where one stands.
 */
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { zipOf } from '../testing/archives.js';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { type BuildNativeOptions, buildNative } from './build-native.js';
import { tensorflowLibrary } from './tensorflow-library.js';
import { unpackWheel } from './unpack-wheel.js';

let root = '';
beforeEach(async () => {
  root = await temporaryDirectory();
  await writeFile(join(root, 'compiler'), '#!/bin/sh\necho a compiler\n');
  await chmod(join(root, 'compiler'), 0o755);
});

function build(options: Partial<BuildNativeOptions>): Promise<unknown> {
  return buildNative({
    directory: join(root, 'native'),
    tensorflow: join(root, 'tf'),
    compiler: join(root, 'compiler'),
    environment: {},
    signal: new AbortController().signal,
    onStep: () => {},
    ...options,
  });
}

const libraries = {
  'tf/tensorflow/libtensorflow_cc.so.2': '',
  'tf/tensorflow/libtensorflow_framework.so.2': '',
};
const header = 'include/tensorflow/c/eager/c_api.h';

it.each<[what: string, files: Record<string, string>, message: RegExp]>([
  ['no folder', {}, /There is no folder .*tf: name where TensorFlow is/],
  ['no library', { 'tf/readme.txt': '' }, /holds no TensorFlow/],
  ['half of the library', { 'tf/libtensorflow.so.2': '' }, /holds no TensorFlow/],
  ['no headers', libraries, /headers are missing \(.*c_api\.h\)/],
  ['a file that is no wheel', { tf: 'text' }, /cannot be read as a wheel/],
])('refuses %s and leaves nothing behind', async (_, files, message) => {
  await writeFiles(root, files);
  await expect(build({})).rejects.toThrow(message);
  expect(await readdir(root)).not.toContain('native');
  expect(await readdir(root)).not.toContain('native.new');
});

it('says that there is no compiler', async () => {
  await expect(build({ compiler: 'no-such-compiler' })).rejects.toMatchObject({
    code: 'backend_unavailable',
    message: expect.stringMatching(/'no-such-compiler'.*apt-get install -y g\+\+.*CXX/),
  });
});

it('replaces nothing but a native build', async () => {
  await writeFiles(root, { 'native/holiday.jpg': 'mine' });
  await expect(build({})).rejects.toMatchObject({ code: 'conflict' });
  expect(await readdir(join(root, 'native'))).toEqual(['holiday.jpg']);
});

it('ends when it is told to', async () => {
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(build({ signal })).rejects.toThrow('cancelled');
});

it('finds the library of a package, of what holds one and of a C library', async () => {
  await writeFiles(root, {
    ...libraries,
    [`tf/tensorflow/${header}`]: '',
    'c/lib/libtensorflow.so.2.18.1': '',
    'c/lib/libtensorflow.so': '',
    'c/lib/libtensorflow_framework.so': '',
    [`c/${header}`]: '',
  });
  const package_ = {
    directory: join(root, 'tf/tensorflow'),
    files: ['libtensorflow_framework.so.2', 'libtensorflow_cc.so.2'],
    include: join(root, 'tf/tensorflow/include'),
  };
  expect(await tensorflowLibrary(join(root, 'tf'))).toEqual(package_);
  expect(await tensorflowLibrary(join(root, 'tf/tensorflow'))).toEqual(package_);
  expect(await tensorflowLibrary(join(root, 'c'))).toEqual({
    directory: join(root, 'c/lib'),
    files: ['libtensorflow_framework.so', 'libtensorflow.so'],
    include: join(root, 'c/include'),
  });
});

it('takes of a wheel what it needs', async () => {
  const content = Buffer.from('x');
  const wheel = join(root, 'tensorflow.whl');
  const wanted = [...Object.keys(libraries).map((path) => path.slice(3)), `tensorflow/${header}`];
  const names = [...wanted, 'tensorflow/python/keras.py', 'tensorflow/include/Eigen/Core'];
  await writeFile(wheel, zipOf(names.map((name) => ({ name, content, deflate: true }))));
  const directory = join(root, 'unpacked');
  await mkdir(directory);
  await unpackWheel(wheel, { directory, signal: new AbortController().signal });
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => entry.name);
  expect(files.sort()).toEqual(wanted.map((path) => path.split('/').at(-1)).sort());
});
