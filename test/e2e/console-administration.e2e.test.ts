// The administration in a real Chromium: a key is made, shown once, used and revoked; what was
// done stands in the audit log, and a job with its log among the jobs.
import { createClient } from '@umbra/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { launchBrowser, recordComplaints } from '../support/browser.js';
import { drawPicture } from '../support/pictures.js';

let api: ApiProcess;
let browser: Browser;
let page: Page;
let complaints: string[];
let secret: string;

beforeAll(async () => {
  api = await ApiProcess.start();
  const umbra = api.client();
  await umbra.galleries.create({ name: 'line-3' });
  await umbra.items.upload({ gallery: 'line-3', image: await drawPicture('ring', 1) });
  browser = await launchBrowser();
  page = await browser.newPage({ baseURL: api.baseUrl, viewport: { width: 1280, height: 900 } });
  complaints = recordComplaints(page);
  await signIn(ApiProcess.adminKey);
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

it('is found from the header', async () => {
  await page.getByRole('button', { name: 'Key and session' }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await page.getByRole('heading', { name: 'Administration' }).waitFor();
});

it('makes a key and shows it this once', async () => {
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('camera');
  await page.getByRole('checkbox', { name: 'line-3' }).check();
  await page.getByLabel('Expires').selectOption('30');
  await page.getByRole('button', { name: 'Create key' }).click();
  secret = await page.getByLabel('Key of camera').inputValue();
  await page.getByRole('button', { name: 'Done' }).click();

  const { galleries } = createClient({ baseUrl: api.baseUrl, key: secret });
  expect((await galleries.list()).items.map(({ name }) => name)).toEqual(['line-3']);
  const made = (await api.client().keys.list()).items.find(({ name }) => name === 'camera');
  expect(made?.scopes).toEqual(['search']);
  const days = (Date.parse(made?.expiresAt ?? '') - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);

  await page.getByRole('listitem').filter({ hasText: 'camera' }).getByText('line-3').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Revoke camera' }).waitFor();
  expect(await page.content()).not.toContain(secret);
});

it('revokes a key', async () => {
  await page.getByRole('button', { name: 'Revoke camera' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByRole('button', { name: 'Revoke camera' }).waitFor({ state: 'detached' });
  const { galleries } = createClient({ baseUrl: api.baseUrl, key: secret });
  await expect(galleries.list()).rejects.toMatchObject({ status: 401 });
});

it('shows a job with its log, and who changed what', async () => {
  await api.client().promote({ gallery: 'line-3', rerank: 'int8', wait: true });
  await page.getByRole('tab', { name: 'Jobs' }).click();
  const job = page.getByRole('listitem').filter({ hasText: 'promote' });
  await job.getByText('succeeded').waitFor();
  await job.getByRole('button', { name: 'Log' }).click();
  await job.getByRole('listitem').first().waitFor();

  await page.getByRole('tab', { name: 'Audit' }).click();
  await page.getByText('key.delete').waitFor();
  await page.getByText('key.create').first().waitFor();
  expect(complaints).toEqual([]);
});

it('tells a key without the scope what it lacks', async () => {
  const { key } = await api.client().keys.create({ name: 'reader', scopes: ['search'] });
  await page.context().clearCookies();
  await signIn(key);
  await page.goto('/administration/');
  await page.getByRole('heading', { name: 'This page needs an admin key' }).waitFor();
});

async function signIn(key: string): Promise<void> {
  await page.goto('/sign-in/');
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Galleries' }).waitFor();
}
