import { describe, expect, it } from 'vitest';
import { createUploadQueue, type Upload, type UploadQueue, uploadTotals } from './upload-queue';

function picture(name: string, size = 10): Omit<Upload, 'id'> {
  return { file: new File([new Uint8Array(size)], name), gallery: 'parts', label: null };
}

/** A server whose answers the test gives by hand. */
function handServer() {
  const open = new Map<string, { accept: () => void; refuse: (reason: string) => void }>();
  const send = ({ file }: Upload, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const close = () => open.delete(file.name);
      open.set(file.name, {
        accept: () => {
          close();
          resolve();
        },
        refuse: (reason) => {
          close();
          reject(new Error(reason));
        },
      });
      signal.addEventListener('abort', () => {
        close();
        reject(new Error('broken off'));
      });
    });
  return { open, send };
}

function start(parallel = 2) {
  const server = handServer();
  const progress: boolean[] = [];
  const queue = createUploadQueue({
    parallel,
    send: server.send,
    explain: (error) => (error instanceof Error ? error.message : 'unknown'),
    onProgress: (_gallery, idle) => progress.push(idle),
  });
  return { ...server, queue, progress };
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
const states = (queue: UploadQueue) => queue.entries().map((entry) => entry.state.kind);

describe('upload queue', () => {
  it('sends no more than the limit at once and goes on as answers come', async () => {
    const { queue, open } = start(2);
    queue.add(['a', 'b', 'c'].map((name) => picture(name)));
    expect([...open.keys()]).toEqual(['a', 'b']);
    open.get('a')?.accept();
    await turn();
    expect([...open.keys()]).toEqual(['b', 'c']);
    expect(states(queue)).toEqual(['done', 'sending', 'sending']);
  });

  it('keeps the reason of a refusal and sends it again on retry', async () => {
    const { queue, open } = start();
    queue.add([picture('a'), picture('b')]);
    open.get('a')?.refuse('This is not a picture.');
    open.get('b')?.accept();
    await turn();
    expect(queue.entries()[0]?.state).toEqual({
      kind: 'refused',
      reason: 'This is not a picture.',
    });
    queue.retry();
    open.get('a')?.accept();
    await turn();
    expect(states(queue)).toEqual(['done', 'done']);
  });

  it('on stop keeps what is settled, drops the rest and does not count the break as a refusal', async () => {
    const { queue, open } = start(1);
    queue.add(['a', 'b', 'c'].map((name) => picture(name)));
    open.get('a')?.accept();
    await turn();
    queue.stop();
    await turn();
    expect(states(queue)).toEqual(['done']);
    expect(open.size).toBe(0);
    queue.add([picture('d')]);
    expect([...open.keys()]).toEqual(['d']);
  });

  it('says when nothing is left to do, and only then', async () => {
    const { queue, open, progress } = start();
    queue.add([picture('a'), picture('b')]);
    open.get('a')?.accept();
    await turn();
    open.get('b')?.refuse('no');
    await turn();
    expect(progress).toEqual([false, true]);
  });

  it('tells listeners of every change until they leave', async () => {
    const { queue, open } = start();
    let calls = 0;
    const leave = queue.subscribe(() => {
      calls += 1;
    });
    queue.add([picture('a')]);
    expect(calls).toBeGreaterThan(0);
    leave();
    const before = calls;
    open.get('a')?.accept();
    await turn();
    expect(calls).toBe(before);
  });
});

describe('uploadTotals', () => {
  it('counts by state and weighs by bytes', async () => {
    const { queue, open } = start(3);
    queue.add([picture('a', 99), picture('b', 299), picture('c', 599)]);
    open.get('a')?.accept();
    open.get('b')?.refuse('no');
    await turn();
    expect(uploadTotals(queue.entries())).toEqual({
      total: 3,
      done: 1,
      refused: 1,
      open: 1,
      fraction: 0.4,
    });
    queue.clear();
    expect(states(queue)).toEqual(['sending']);
  });

  it('is at rest without uploads', () => {
    expect(uploadTotals([])).toEqual({ total: 0, done: 0, refused: 0, open: 0, fraction: 0 });
  });
});
