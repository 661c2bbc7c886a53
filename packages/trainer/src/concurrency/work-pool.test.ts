import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { WorkPool } from './work-pool.js';

it('runs at most as many pieces at once as it may, and all of them', async () => {
  const pool = new WorkPool(3);
  let running = 0;
  let most = 0;
  let done = 0;
  for (let piece = 0; piece < 20; piece++) {
    await pool.add(async () => {
      most = Math.max(most, ++running);
      await nextTurn();
      running--;
      done++;
    });
  }
  await pool.finish();
  expect([most, done]).toEqual([3, 20]);
});

it('throws the first failure, even one that nobody waited for', async () => {
  const pool = new WorkPool(3);
  await pool.add(async () => {
    throw new Error('first');
  });
  await nextTurn();
  await expect(pool.add(async () => {})).rejects.toThrow('first');
  await expect(pool.finish()).rejects.toThrow('first');
});
