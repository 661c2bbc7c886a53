import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Database, openDatabase } from './database.js';

let folder = '';
let database: Database;
let asked = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-reads-'));
  database = await openDatabase(join(folder, 'umbra.db'));
  asked = 0;
});
afterEach(async () => {
  await database.destroy();
  await rm(folder, { recursive: true });
});

const write = (value: string) =>
  database.replaceInto('settings').values({ name: 'greeting', value }).execute();

const greeting = () =>
  database.remembered.read('greeting', async () => {
    asked += 1;
    const row = await database
      .selectFrom('settings')
      .select('value')
      .where('name', '=', 'greeting')
      .executeTakeFirst();
    return row?.value ?? null;
  });

it('asks once, and anew after every write', async () => {
  expect([await greeting(), await greeting(), asked]).toEqual([null, null, 1]);
  await write('hello');
  expect([await greeting(), await greeting(), asked]).toEqual(['hello', 'hello', 2]);
  await database.deleteFrom('settings').execute();
  expect([await greeting(), asked]).toEqual([null, 3]);
});

it('keeps nothing that was read while something was written', async () => {
  await write('old');
  const [before] = await Promise.all([greeting(), write('new')]);
  expect(['old', 'new']).toContain(before);
  expect(await greeting()).toBe('new');
});

it('keeps nothing of a transaction that was taken back', async () => {
  await write('kept');
  const failed = database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('settings').execute();
    throw new Error('taken back');
  });
  const [during] = await Promise.all([greeting(), failed.catch(() => null)]);
  expect(during).toBe('kept');
  expect(await greeting()).toBe('kept');
});
