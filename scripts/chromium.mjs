import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * The path of an installed Chromium or Chrome: `UMBRA_CHROMIUM`, else the first on the PATH, else
 * null.
 */
export function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return (
    [process.env.UMBRA_CHROMIUM, ...candidates].find((path) => path && isExecutable(path)) ?? null
  );
}

/**
 * Finds a browser for the end-to-end tests or installs Debian's; otherwise says how to get one and
 * ends with code 1.
 */
export function ensureChromium() {
  if (findChromium()) {
    return;
  }
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (mayInstall) {
    console.error('Installing Chromium for the browser tests (once) ...');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium');
  }
  if (!findChromium()) {
    console.error(
      'The browser tests need Chromium or Chrome: install one (Debian: `sudo apt-get install chromium`) or name it with UMBRA_CHROMIUM=/path/to/chrome.',
    );
    process.exit(1);
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
