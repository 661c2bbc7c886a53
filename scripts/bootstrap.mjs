// Makes a fresh clone runnable: checks the tools that an install needs, installs when the lock file
// or the Node version changed, and builds through turbo's cache. `--chromium` also finds (or
// installs) a browser for the tests.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingBuildTools } from './build-tools.mjs';
import { ensureChromium } from './chromium.mjs';
import { runOrExit } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const stampFile = join(root, 'node_modules', '.umbra-installed');
const lockFile = readFileSync(join(root, 'package-lock.json'));
const stamp = createHash('sha256').update(lockFile).update(process.version).digest('hex');

const env = {
  ...process.env,
  DO_NOT_TRACK: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  SCARF_ANALYTICS: 'false',
  TURBO_TELEMETRY_DISABLED: '1',
};
// hnswlib-node compiles. The headers that stand beside the Node binary spare node-gyp a download.
const nodePrefix = dirname(dirname(process.execPath));
if (!env.npm_config_nodedir && existsSync(join(nodePrefix, 'include/node/node.h'))) {
  env.npm_config_nodedir = nodePrefix;
}

checkNodeVersion();
if (!isInstalled()) {
  const missing = missingBuildTools();
  if (missing.length > 0) {
    fail(
      `Umbra compiles one package at install and needs ${missing.join(', ')}: run \`apt-get install -y ${missing.join(' ')}\` (or your system's equivalent) and try again.`,
    );
  }
  console.error('Installing packages and building (once, a few minutes) ...');
  runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, env });
  writeFileSync(stampFile, stamp);
}
const turbo = join(root, 'node_modules/turbo/bin/turbo');
runOrExit(
  process.execPath,
  [turbo, 'run', 'build', '--output-logs=errors-only', '--log-prefix=none'],
  {
    cwd: root,
    env,
    quietUnlessFailed: true,
  },
);
if (process.argv.includes('--chromium')) {
  ensureChromium();
}

function isInstalled() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
}

function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Umbra needs Node 20.19 or newer; this is ${process.version}.`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
