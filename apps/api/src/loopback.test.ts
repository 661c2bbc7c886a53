import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from './app.js';
import { readConfig } from './config.js';
import { Lifecycle } from './lifecycle.js';
import { isLoopback } from './loopback.js';

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'umbra-host-'));
});

afterAll(async () => {
  await rm(home, { recursive: true });
});

it.each([
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.4', false],
  ['umbra.example.com', false],
])('%s is loopback: %s', (host, answer) => {
  expect(isLoopback(host)).toBe(answer);
});

/** Answers the key that was made up, if the start was let through. */
async function prepare(settings: Record<string, string>): Promise<string | null> {
  const config = readConfig({ UMBRA_HOME: home, UMBRA_LOG_LEVEL: 'silent', ...settings });
  const app = await createApp({ config, consoleRoot: join(home, 'no-console') });
  try {
    return await app.get(Lifecycle).prepare();
  } finally {
    await app.close();
  }
}

it('lets nobody else in before there is an admin key', async () => {
  const open = { UMBRA_HOST: '0.0.0.0' };
  const refused = prepare(open);
  await expect(refused).rejects.toThrow(UmbraError);
  await expect(refused).rejects.toThrow(/UMBRA_HOST=0\.0\.0\.0 .* set UMBRA_ADMIN_KEY/);
  expect(await prepare({ ...open, UMBRA_ADMIN_KEY: 'k'.repeat(40) })).toBeNull();
  // The preset key is gone with the setting: it does not count as one in the store.
  await expect(prepare(open)).rejects.toThrow(UmbraError);
  expect(await prepare({ UMBRA_HOST: '127.0.0.1' })).toMatch(/^umbra_/);
  expect(await prepare(open)).toBeNull();
});
