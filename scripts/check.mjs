// Everything that can be said about the code without starting the product, one step after the
// other; the first that fails ends it. `npm run check` installs and builds before (see `precheck`).

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = [
  ['format and lint', 'biome', ['ci', '--error-on-warnings', '.']],
  ['types', 'turbo', ['run', 'types', '--output-logs=errors-only', '--log-prefix=none']],
  ['dead code', 'knip', []],
  ['generated code', process.execPath, ['scripts/generate.mjs', '--check']],
  ['house rules', 'vitest', ['run', '--project', 'tidy']],
];

const env = {
  ...process.env,
  PATH: `${root}node_modules/.bin:${process.env.PATH}`,
  TURBO_TELEMETRY_DISABLED: '1',
};
for (const [name, command, args] of steps) {
  const startedAt = Date.now();
  const result = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (result.status !== 0) {
    console.error(`check: ${name} failed`);
    process.exit(result.status ?? 1);
  }
  console.log(`check: ${name} passed (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}
