// Runs the tests on another Node: `npm run test:node -- 22 24`, with words for Vitest behind `--`, as
// in `npm run test:node -- 24 -- --project unit packages/sdk`. Each Node comes from the npm registry
// as the package of its platform, which the package `node` stands for; so a registry is all that is
// needed. Nothing is compiled again: every native package speaks Node-API, which all of them keep.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runOrExit } from './run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const end = words.indexOf('--');
const versions = end === -1 ? words : words.slice(0, end);
const testWords = end === -1 ? [] : words.slice(end + 1);
if (versions.length === 0 || !versions.every((version) => /^\d+(\.\d+){0,2}$/.test(version))) {
  console.error('Say which: npm run test:node -- 20 22 24');
  process.exit(2);
}

const failed = versions.filter((version) => !passes(version));
if (failed.length > 0) {
  console.error(`test:node: failed on Node ${failed.join(', ')}`);
  process.exit(1);
}

function passes(version) {
  const node = fetchNode(version);
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  console.log(`test:node: Node ${stdout.trim()}`);
  // First in PATH, for the processes that tests start by name.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(node, [vitest, 'run', ...testWords], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  return status === 0;
}

/** The newest of that version, kept for the next time. */
function fetchNode(version) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(root, 'node_modules/.cache/node-versions', version);
  const node = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(node)) {
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const install = ['install', ...flags, '--prefix', folder, `${name}@${version}`];
    runOrExit('npm', install, { cwd: root, env: process.env });
  }
  return node;
}
