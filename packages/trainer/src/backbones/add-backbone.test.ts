/** Backbones come, are there whole or not at all, and go. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listBackbones } from '@umbra/core/backbone';
import { selectBackend } from '@umbra/core/backend';
import { beforeAll, describe, expect, it } from 'vitest';
import { serveFiles } from '../testing/file-server.js';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { plainUse, tinyFilters, tinyGraph } from '../testing/tiny-backbone.js';
import { type AddBackboneOptions, type AddedBackbone, addBackbone } from './add-backbone.js';
import { localModel } from './model-file.js';
import { remoteModel } from './remote-model.js';
import { removeBackbone } from './remove-backbone.js';

const graph = tinyGraph();

/** As `sha256sum model.json weights.bin | sha256sum` prints it. */
const hashOfGraph = ((): string => {
  const sum = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
  const lines = Object.entries(graph).map(([name, bytes]) => `${sum(bytes)}  ${name}\n`);
  return sum(lines.join(''));
})();

beforeAll(async () => {
  await selectBackend('wasm');
});

interface Place {
  readonly directory: string;
  readonly models: string;
  add(
    files: Readonly<Record<string, Uint8Array | string>>,
    changes?: Partial<AddBackboneOptions>,
  ): Promise<AddedBackbone>;
}

async function prepare(): Promise<Place> {
  const home = await temporaryDirectory();
  const directory = join(home, 'backbones');
  const add: Place['add'] = async (files, changes = {}) => {
    const folder = join(home, 'given', 'tiny');
    await rm(folder, { recursive: true, force: true });
    await writeFiles(folder, files);
    const location = await localModel(folder);
    const addedAt = '2026-01-02T03:04:05.000Z';
    return addBackbone({ location, directory, use: plainUse, addedAt, ...changes });
  };
  return { directory, models: join(home, 'models'), add };
}

describe('a backbone', () => {
  it('is added with its hash, listed, and there no more after its removal', async () => {
    const { directory, models, add } = await prepare();
    const { card, isNew } = await add(graph, { sha256: hashOfGraph.toUpperCase() });
    expect(isNew).toBe(true);
    expect(card).toMatchObject({
      ...{ name: 'tiny', sha256: hashOfGraph, format: 'tfjs-graph', ...plainUse },
      ...{ input: { width: 128, height: 128, channels: 3 }, featureWidth: tinyFilters },
    });
    expect(await listBackbones(directory)).toEqual([card]);
    const weights = await readFile(join(directory, hashOfGraph, 'weights.bin'));
    expect(new Uint8Array(weights)).toEqual(graph['weights.bin']);
    expect(await removeBackbone({ directory, models, backbone: 'tiny' })).toEqual(card);
    expect(await readdir(directory)).toEqual([]);
    await expect(removeBackbone({ directory, models, backbone: 'tiny' })).rejects.toMatchObject({
      code: 'backbone_missing',
    });
  });

  it('stays while a model stands on it', async () => {
    const { directory, models, add } = await prepare();
    await add(graph);
    await mkdir(join(models, 'bolts'), { recursive: true });
    const model = join(models, 'bolts', 'umbra.json');
    await writeFile(model, JSON.stringify({ backbone: { sha256: hashOfGraph } }));
    const remove = () => removeBackbone({ directory, models, backbone: hashOfGraph });
    await expect(remove()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('in use by bolts'),
    });
    expect(await listBackbones(directory)).toHaveLength(1);
    await rm(model);
    await remove();
    expect(await listBackbones(directory)).toEqual([]);
  });

  it('is not added twice, nor for another use, nor under the name of another', async () => {
    const { directory, add } = await prepare();
    const { card } = await add(graph);
    expect(await add(graph)).toEqual({ card, isNew: false });
    const otherUse = { use: { ...plainUse, scaling: 'imagenet' } } as const;
    await expect(add(graph, otherUse)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('umbra backbone remove tiny'),
    });
    const weights = graph['weights.bin'].map((byte) => byte ^ 0x80);
    const other = { ...graph, 'weights.bin': weights };
    await expect(add(other)).rejects.toMatchObject({ code: 'name_taken' });
    await add(other, { name: 'inverse' });
    const names = (await listBackbones(directory)).map(({ name }) => name);
    expect(names.sort()).toEqual(['inverse', 'tiny']);
  });
});

describe('from an address', () => {
  async function remote() {
    const server = await serveFiles({ 'nets/tiny/model.json': graph['model.json'] });
    const weights = { bytes: graph['weights.bin'], version: '"1"', stops: [100] };
    server.files.set('nets/tiny/weights.bin', weights);
    const place = await prepare();
    const seen: string[] = [];
    const location = remoteModel({
      url: `${server.url}nets/tiny/model.json`,
      directory: place.directory,
      signal: new AbortController().signal,
      onProgress: (file, done, total) => {
        seen.push(`${file} ${done}/${total}`);
        if (file === 'weights.bin' && done === 100) {
          server.breakLine();
        }
      },
    });
    return { ...place, server, location, seen };
  }

  it('it is the same, though the line broke', async () => {
    const { directory, add, server, location, seen } = await remote();
    const { card } = await add({ 'model.json': '' }, { location });
    expect(card).toMatchObject({ name: 'tiny', sha256: hashOfGraph, source: location.source });
    expect(server.requests.map((request) => request.replace('nets/tiny/', ''))).toEqual([
      'model.json whole',
      'weights.bin whole',
      'weights.bin bytes=100-',
    ]);
    expect(seen.at(-1)).toBe(`weights.bin ${graph['weights.bin'].length}/192`);
    expect(await readdir(directory)).toEqual([hashOfGraph]);
  });

  it('it is not taken when it is another than the one that was asked for', async () => {
    const { directory, add, location } = await remote();
    const sha256 = hashOfGraph.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await expect(add({ 'model.json': '' }, { location, sha256 })).rejects.toMatchObject({
      code: 'model_unsupported',
      message: expect.stringContaining(`is ${hashOfGraph} and not ${sha256}`),
    });
    expect(await readdir(directory)).toEqual([]);
  });
});

it.each([
  ['no model at all', { 'tiny.onnx': '<html>404 Not Found</html>' }, /not an ONNX model/],
  ['other JSON', { 'model.json': '{}' }, /not a TensorFlow\.js model/],
  ['cut weights', { ...graph, 'weights.bin': 'short' }, /weights\.bin has 5 bytes.* needs 192/],
  ['no weights', { 'model.json': graph['model.json'] }, /weights\.bin of the model is missing/],
])('nothing is added of %s', async (_, files, message) => {
  const { directory, add } = await prepare();
  await expect(add(files)).rejects.toMatchObject({ message: expect.stringMatching(message) });
  expect(await readdir(directory).catch(() => [])).toEqual([]);
});
