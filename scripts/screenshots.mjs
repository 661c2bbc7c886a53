// Draws the pictures of README (docs/images) from a running console, so that they show what is:
//   UMBRA_URL=... UMBRA_KEY=... node scripts/screenshots.mjs photo.jpg [gallery]
// The gallery is the sample's when it is left out.
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';

const fromTests = createRequire(new URL('../test/package.json', import.meta.url));
const { chromium } = fromTests('playwright-core');
const sharp = fromTests('sharp');

const [photograph, gallery = 'sample-parts'] = process.argv.slice(2);
const { UMBRA_URL: baseURL = 'http://127.0.0.1:3000', UMBRA_KEY: key = '' } = process.env;
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
await mkdir(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage({ baseURL, viewport: { width: 1280, height: 800 } });
try {
  await page.goto('/sign-in/');
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Galleries' }).waitFor();
  await page.goto(`/gallery/?name=${gallery}&tab=search`);
  await page.getByLabel('Picture to search by').setInputFiles(photograph);
  await page
    .getByRole('button', { name: /, score/ })
    .first()
    .waitFor();
  await shoot('search');
  await page.goto(`/gallery/?name=${gallery}&tab=training`);
  await page.locator('canvas').first().waitFor();
  await shoot('training');
} finally {
  await browser.close();
}

async function shoot(name) {
  // All pictures that can be seen are there, and what moves has come to rest.
  await page.waitForFunction(() =>
    [...document.images]
      .filter((image) => image.getBoundingClientRect().top < window.innerHeight)
      .every((image) => image.complete && image.naturalWidth > 0),
  );
  await page.waitForTimeout(1000);
  const file = `${folder}${name}.webp`;
  await sharp(await page.screenshot())
    .resize(960)
    .webp({ quality: 80 })
    .toFile(file);
  console.log(file);
}
