// What others have kept until now, brought into galleries by the command line.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Umbra } from '@umbra/sdk';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { drawPicture, shapes } from '../support/pictures.js';
import {
  type Face,
  type SourceServer,
  serveCompreFace,
  serveQdrant,
} from '../support/source-servers.js';
import { umbraWith } from '../support/umbra-command.js';

interface Summary {
  readonly isNew: boolean;
  readonly read: number;
  readonly known: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly refusals: readonly { name: string; code: string; message: string }[];
}

let api: ApiProcess;
let client: Umbra;
let folder: string;
let faces: Face[];
let compreface: SourceServer;
const servers: SourceServer[] = [];

beforeAll(async () => {
  api = await ApiProcess.start();
  client = api.client();
  folder = await mkdtemp(join(tmpdir(), 'umbra-import-'));
  faces = await Promise.all(
    shapes.map(async (shape, at) => ({
      id: `6b135f5b-a365-4522-b1f1-4c9ac2dd072${at}`,
      subject: shape,
      picture: await drawPicture(shape, at),
    })),
  );
  faces.push({ id: 'lost', subject: 'bar', picture: Buffer.of() });
  faces.push({ id: 'text', subject: 'bar', picture: Buffer.from('no picture') });
  compreface = await serveCompreFace(faces, 'face-key');
  servers.push(compreface);
});
afterAll(async () => {
  for (const server of servers) server.close();
  await api?.close();
  await rm(folder, { recursive: true, force: true });
});

function run(...words: string[]): Promise<Summary> {
  const environment = {
    UMBRA_URL: api.baseUrl,
    UMBRA_KEY: ApiProcess.adminKey,
    COMPREFACE_KEY: 'face-key',
  };
  return umbraWith<Summary>(environment, 'import', ...words);
}

it('takes the subjects and pictures of CompreFace, and tells what it could not', async () => {
  const words = ['compreface', compreface.url, '--gallery', 'faces'];
  const refused = join(folder, 'refused.ndjson');
  const first = await run(...words, '--refused', refused);
  expect(first).toMatchObject({ isNew: true, read: 6, added: 4 });
  expect(first.refusals).toEqual([
    { name: 'bar lost', code: 'unreadable', message: expect.stringContaining('kept no picture') },
    { name: 'bar text', code: 'not_an_image', message: expect.any(String) },
  ]);
  const lines = (await readFile(refused, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(first.refusals);
  const { hits } = await client.search({
    gallery: 'faces',
    image: await drawPicture('disc', 2),
    limit: 1,
  });
  expect(hits[0]).toMatchObject({ label: 'disc', externalId: faces[2]?.id });

  expect(await run(...words)).toMatchObject({ isNew: false, added: 0, unchanged: 4 });
  const asked = compreface.requests.length;
  expect(await run(...words, '--only-new')).toMatchObject({ known: 4, added: 0 });
  const pictures = compreface.requests.slice(asked).filter((request) => request.endsWith('/img'));
  expect(pictures).toHaveLength(2);
});

it('takes points of Qdrant with vectors and payload into a gallery that fits', async () => {
  const points = Array.from({ length: 8 }, (_, at) => ({
    id: at === 7 ? 'b1f1-uuid' : at,
    payload: at === 5 ? null : { part: { kind: at % 2 === 0 ? 'nut' : 'bolt' }, line: at },
    vector: { shape: [Math.cos(at), Math.sin(at), 1], colour: [at, 1] },
  }));
  const qdrant = await serveQdrant('parts', points, {
    shape: { size: 3, distance: 'Cosine' },
    colour: { size: 2, distance: 'Dot' },
  });
  servers.push(qdrant);
  const words = ['qdrant', qdrant.url, '--gallery', 'points', '--label', 'part.kind'];
  const wanted = [...words, '--collection', 'parts', '--vector', 'shape'];
  expect(await run(...wanted)).toMatchObject({ isNew: true, added: 8, refusals: [] });
  const vector = points[4]?.vector.shape ?? [];
  const { hits } = await client.search({ gallery: 'points', vector, limit: 1 });
  expect(hits[0]).toMatchObject({
    externalId: '4',
    label: 'nut',
    metadata: { part: { kind: 'nut' }, line: 4 },
    score: expect.closeTo(1, 5),
  });
  await expect(run(...words)).rejects.toThrow('--collection NAME');
  await expect(run(...words, '--collection', 'parts')).rejects.toThrow('shape, colour');
  const colour = [...words, '--collection', 'parts', '--vector', 'colour'];
  await expect(run(...colour)).rejects.toThrow('vectors of 3 numbers, what is imported of 2');

  const saved = join(folder, 'points.json');
  await writeFile(saved, JSON.stringify({ result: { points, next_page_offset: null } }));
  const file = ['qdrant', saved, '--vector', 'shape', '--label', 'part.kind'];
  expect(await run(...file, '--gallery', 'points')).toMatchObject({
    read: 8,
    added: 0,
    replaced: 8,
  });
});

it('takes a list of paths and labels with its other columns, and writes NDJSON', async () => {
  await mkdir(join(folder, 'shots'));
  await writeFile(join(folder, 'shots/1.png'), await drawPicture('ring', 1));
  await writeFile(join(folder, 'shots/2.png'), await drawPicture('bar', 2));
  const list = join(folder, 'list.csv');
  const rows = [
    'file,kind,line',
    'shots/1.png,ring,"3, left"',
    'shots/2.png,bar,4',
    'gone.png,bar,',
  ];
  await writeFile(list, rows.join('\n'));
  const summary = await run('csv', list, '--label-column', 'kind', '--gallery', 'listed');
  expect(summary).toMatchObject({ read: 3, added: 2 });
  expect(summary.refusals[0]).toMatchObject({ name: 'gone.png', code: 'unreadable' });
  const { items } = await client.items.list({ gallery: 'listed', label: 'ring' });
  expect(items[0]).toMatchObject({ externalId: 'shots/1.png', metadata: { line: '3, left' } });

  const out = join(folder, 'listed.ndjson');
  expect(await run('csv', list, '--label-column', 'kind', '--out', out)).toMatchObject({
    added: 2,
  });
  const job = await client.items.import({
    gallery: 'listed',
    file: await readFile(out),
    wait: true,
  });
  expect(job.import).toMatchObject({ added: 0, unchanged: 2, refused: 0 });
});

it('cuts the objects of COCO annotations out of their pictures', async () => {
  const composite = await Promise.all(
    shapes.map(async (shape, at) => ({
      input: await drawPicture(shape, at),
      left: at * 24,
      top: 0,
    })),
  );
  const size = { width: 96, height: 24 };
  const create = { ...size, channels: 3 as const, background: '#444' };
  await sharp({ create }).composite(composite).png().toFile(join(folder, 'tray.png'));
  const box = (at: number, bbox = [at * 24, 0, 24, 24], iscrowd = 0) => ({
    ...{ id: at, image_id: 7, category_id: at % 4, bbox, iscrowd, area: 576 },
  });
  const file = join(folder, 'instances.json');
  const outside = box(6, [200, 0, 24, 24]);
  const coco = {
    images: [{ id: 7, file_name: 'tray.png', ...size }],
    annotations: [0, 1, 2, 3]
      .map((at) => box(at))
      .concat(box(4, [0, 0, 2, 2]), box(5, [0, 0, 96, 24], 1), outside),
    categories: shapes.map((name, id) => ({ id, name, supercategory: 'part' })),
  };
  await writeFile(file, JSON.stringify(coco));
  const summary = await run('coco', file, '--margin', '0', '--gallery', 'objects');
  expect(summary).toMatchObject({ read: 5, added: 4 });
  expect(summary.refusals[0]).toMatchObject({ name: 'tray.png#6', code: 'unreadable' });
  const image = await drawPicture('disc', 2);
  const { hits } = await client.search({ gallery: 'objects', image, limit: 1 });
  expect(hits[0]).toMatchObject({
    label: 'disc',
    score: expect.closeTo(1, 4),
    externalId: 'tray.png#2',
    metadata: { image: 'tray.png', supercategory: 'part', box: { x: 48, width: 24 } },
  });
});

it('says in a sentence what is missing', async () => {
  const words = ['import', 'compreface', compreface.url, '--gallery', 'faces'];
  const withKeys = (environment: Record<string, string>) =>
    umbraWith({ UMBRA_URL: api.baseUrl, ...environment }, ...words);
  await expect(withKeys({})).rejects.toThrow('Set COMPREFACE_KEY');
  await expect(withKeys({ COMPREFACE_KEY: 'wrong' })).rejects.toThrow('CompreFace refuses the key');
  await expect(withKeys({ COMPREFACE_KEY: 'face-key' })).rejects.toThrow('Set UMBRA_KEY');
  const reader = await client.keys.create({ name: 'reader', scopes: ['search'] });
  await expect(withKeys({ COMPREFACE_KEY: 'face-key', UMBRA_KEY: reader.key })).rejects.toThrow(
    'write',
  );
});
