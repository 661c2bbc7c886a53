import { expect, it } from 'vitest';
import { WorkLoop } from './work-loop.js';

/** A queue of numbers; 13 is bad luck. */
function loopOver(queue: number[]) {
  const done: number[] = [];
  const errors: unknown[] = [];
  let atOnce = 0;
  const loop = new WorkLoop({
    workOne: async () => {
      const next = queue.shift();
      if (next === undefined) {
        return false;
      }
      atOnce += 1;
      expect(atOnce).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      if (next === 13) {
        throw new Error('bad luck');
      }
      done.push(next);
      return true;
    },
    onError: (error) => errors.push(error),
  });
  return { loop, done, errors };
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 20));

it('works everything off, one at a time, whenever it is woken', async () => {
  const queue = [1, 2, 3];
  const { loop, done } = loopOver(queue);
  loop.wake();
  loop.wake();
  await aWhile();
  queue.push(4);
  loop.wake();
  queue.push(5);
  await aWhile();
  expect(done).toEqual([1, 2, 3, 4, 5]);
});

it('goes on after an error when it is woken again', async () => {
  const { loop, done, errors } = loopOver([1, 13, 2]);
  loop.wake();
  await aWhile();
  expect([done, errors.length]).toEqual([[1], 1]);
  loop.wake();
  await aWhile();
  expect(done).toEqual([1, 2]);
});

it('finishes what it does and takes nothing up once it is closed', async () => {
  const { loop, done } = loopOver([1, 2, 3]);
  loop.wake();
  await loop.close();
  loop.wake();
  await aWhile();
  expect(done).toEqual([1]);
});
