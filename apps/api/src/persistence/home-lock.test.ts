import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HomeLock } from './home-lock.js';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'umbra-lock-'));
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

it('lets one in at a time', () => {
  const lock = HomeLock.acquire(home);
  expect(() => HomeLock.acquire(home)).toThrow('Another Umbra is at work');
  lock.release();
  HomeLock.acquire(home).release();
});
