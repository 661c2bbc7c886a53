// A person's first hour with the console, in a real Chromium against a real API: sign in, make a
// gallery, drop pictures on it, search, train, promote, search again.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ApiProcess } from '../support/api-process.js';
import { launchBrowser, recordComplaints } from '../support/browser.js';
import { drawPicture, type Shape, shapes } from '../support/pictures.js';

const picturesPerLabel = 10;
let api: ApiProcess;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  api = await ApiProcess.start();
  browser = await launchBrowser();
  page = await browser.newPage({ baseURL: api.baseUrl, viewport: { width: 1280, height: 900 } });
  complaints = recordComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await api?.close();
});

it('asks for a key and refuses a wrong one', async () => {
  await page.goto('/');
  await page.waitForURL(/\/sign-in\//);
  await page.getByLabel('API key').fill('umbra_no_such_key');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This key is not valid').waitFor();
  // Chromium itself reports the refused request; the page must not.
  expect(complaints.splice(0).filter((complaint) => !complaint.includes('401'))).toEqual([]);

  await page.getByLabel('API key').fill(ApiProcess.adminKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Galleries' }).waitFor();
});

it('makes a gallery', async () => {
  await page.getByRole('button', { name: 'New gallery' }).first().click();
  await page.getByLabel('Name').fill('drawn-shapes');
  await page.getByRole('button', { name: 'Create gallery' }).click();
  await page.getByRole('heading', { name: 'drawn-shapes' }).waitFor();
});

it('takes pictures, label by label', async () => {
  for (const shape of shapes) {
    await page.getByLabel('Pictures to add', { exact: true }).setInputFiles(await drawings(shape));
    await page.getByLabel('Label for all (optional)').fill(shape);
    await page.getByRole('button', { name: `Add ${picturesPerLabel} pictures` }).click();
  }
  const { items } = api.client();
  await expect
    .poll(async () => (await items.list({ gallery: 'drawn-shapes' })).total, { timeout: 60_000 })
    .toBe(shapes.length * picturesPerLabel);
  await page.reload();
  await page.getByRole('img').nth(3).waitFor();
});

it('finds what is alike', async () => {
  expect(await searchByPicture('ring')).toMatch(/score/);
});

it('trains before the eyes of the user, and promotes', { timeout: 300_000 }, async () => {
  await page.getByRole('tab', { name: 'Training' }).click();
  await page.getByRole('radio', { name: /quick/i }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // The curves are drawn while the run goes on, and again after a reload.
  await page.locator('canvas').first().waitFor({ timeout: 120_000 });
  await page.reload();
  await page.locator('canvas').first().waitFor({ timeout: 60_000 });

  const promote = page.getByRole('button', { name: 'Promote' }).first();
  await promote.waitFor({ timeout: 240_000 });
  await promote.click();
  await page.getByText('Serving').first().waitFor({ timeout: 60_000 });
  const gallery = await api.client().galleries.get('drawn-shapes');
  expect(gallery.model.kind).toBe('trained');
});

it('puts the right label first', async () => {
  for (const shape of shapes) {
    expect(await searchByPicture(shape)).toMatch(new RegExp(`^${shape}, score`));
  }
});

it('says what a match is worth, and measures it anew', async () => {
  await page.goto('/gallery/?name=drawn-shapes&tab=models');
  await page.getByRole('heading', { name: 'When is a hit a match?' }).waitFor();
  const measuredAt = async () =>
    (await api.client().calibration.get('drawn-shapes')).measuredAt ?? '';
  const before = await measuredAt();
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect.poll(measuredAt, { timeout: 20_000 }).not.toBe(before);
  // A few pictures of a few kinds: what they cannot promise is said.
  await page.getByText('1 stranger in 10,000 cannot be promised').waitFor();
});

it('works without a mouse and says nothing in the console', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Galleries' }).waitFor();
  const gallery = page.getByRole('link', { name: /drawn-shapes/ }).first();
  for (let tabs = 0; tabs < 20; tabs++) {
    await page.keyboard.press('Tab');
    if (await gallery.evaluate((link) => link === document.activeElement)) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Search' }).waitFor();
  expect(complaints).toEqual([]);
});

it('signs out', async () => {
  await page.getByRole('button', { name: 'Key and session' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in\//);
  await page.goto('/gallery/?name=drawn-shapes');
  await page.waitForURL(/\/sign-in\//);
});

/** Drops a picture that the gallery does not hold and answers the name of the best hit. */
async function searchByPicture(shape: Shape): Promise<string> {
  await page.goto('/gallery/?name=drawn-shapes&tab=search');
  const buffer = await drawPicture(shape, 1000);
  await page
    .getByLabel('Picture to search by')
    .setInputFiles({ name: `${shape}.png`, mimeType: 'image/png', buffer });
  const best = page.getByRole('button', { name: /, score/ }).first();
  await best.waitFor({ timeout: 30_000 });
  return (await best.getAttribute('aria-label')) ?? '';
}

async function drawings(shape: Shape) {
  return Promise.all(
    Array.from({ length: picturesPerLabel }, async (_, variant) => ({
      name: `${shape}-${variant}.png`,
      mimeType: 'image/png',
      buffer: await drawPicture(shape, variant),
    })),
  );
}
