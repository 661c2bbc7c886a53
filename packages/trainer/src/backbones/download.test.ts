/** Downloads from a real server whose line breaks. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveFiles } from '../testing/file-server.js';
import { temporaryDirectory } from '../testing/pictures.js';
import { download } from './download.js';

const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 31) % 251);

const forever = new AbortController().signal;

async function prepare() {
  const server = await serveFiles({ 'weights.bin': bytes });
  const served = server.files.get('weights.bin');
  if (served === undefined) {
    throw new Error('the file is served');
  }
  const file = join(await temporaryDirectory(), 'waiting', 'weights');
  const progress: [done: number, total: number | null][] = [];
  /** `at` is called when so many bytes are here. */
  const get = (at: Readonly<Record<number, () => void>> = {}, signal = forever): Promise<void> =>
    download({
      url: `${server.url}weights.bin`,
      file,
      signal,
      onProgress: (done, total) => {
        progress.push([done, total]);
        at[done]?.();
      },
    });
  /** A download that is cancelled when 60,000 bytes are here. */
  const begin = async (): Promise<void> => {
    const cancel = new AbortController();
    served.stops.push(60_000);
    const first = get({ 60000: () => cancel.abort(new Error('Ctrl-C')) }, cancel.signal);
    await expect(first).rejects.toThrow('Ctrl-C');
    expect((await stat(file)).size).toBe(60_000);
  };
  return { server, served, file, progress, get, begin };
}

describe('a download', () => {
  it('goes on by itself where the line broke, and tells how far it is', async () => {
    const { server, served, file, progress, get } = await prepare();
    served.stops.push(40_000, 30_000);
    await get({ 40000: server.breakLine, 70000: server.breakLine });
    expect(new Uint8Array(await readFile(file))).toEqual(bytes);
    expect(server.requests).toEqual([
      'weights.bin whole',
      'weights.bin bytes=40000-',
      'weights.bin bytes=70000-',
    ]);
    const done = progress.map(([count]) => count);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(progress.at(-1)).toEqual([100_000, 100_000]);
    expect(new Set(progress.map(([, total]) => total))).toEqual(new Set([100_000]));
  });

  it('goes on after it was cancelled, and asks for nothing that is whole', async () => {
    const { server, file, progress, get, begin } = await prepare();
    await begin();
    await get();
    expect(server.requests.at(-1)).toBe('weights.bin bytes=60000-');
    await get();
    expect(server.requests.at(-1)).toBe('weights.bin whole');
    expect(new Uint8Array(await readFile(file))).toEqual(bytes);
    // The last request was answered by "not modified".
    expect(progress.filter(([done]) => done === 0)).toHaveLength(1);
  });

  it('begins anew when the file has changed meanwhile', async () => {
    const { served, file, get, begin } = await prepare();
    await begin();
    served.bytes = bytes.map((byte) => byte ^ 1);
    served.version = '"2"';
    await get();
    expect(new Uint8Array(await readFile(file))).toEqual(served.bytes);
  });

  it('begins anew at a server that tells no version', async () => {
    const { server, served, file, get } = await prepare();
    served.version = null;
    served.stops.push(60_000);
    await get({ 60000: server.breakLine });
    expect(server.requests).toEqual(['weights.bin whole', 'weights.bin whole']);
    expect(new Uint8Array(await readFile(file))).toEqual(bytes);
  });
});

it('says that there is nothing, and that nobody answers', async () => {
  const { server, file } = await prepare();
  const wanted = { file, signal: forever, onProgress: () => {} };
  await expect(download({ ...wanted, url: `${server.url}none.bin` })).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('the server answers 404'),
  });
  const cancel = AbortSignal.timeout(300);
  const nobody = download({ ...wanted, url: 'http://127.0.0.1:1/x', signal: cancel });
  await expect(nobody).rejects.toMatchObject({ name: 'TimeoutError' });
});
