import { spawnSync } from 'node:child_process';

/**
 * Runs a command to its end and leaves this process with its exit code when it fails. Its output
 * goes to standard error, so that `npm run umbra -- ... --json` keeps standard output for itself;
 * with `quietUnlessFailed` it is shown on failure only.
 */
export function runOrExit(command, args, { quietUnlessFailed = false, ...options } = {}) {
  const stdio = quietUnlessFailed ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2];
  const result = spawnSync(command, args, {
    ...options,
    stdio,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (result.status === 0) {
    return;
  }
  if (quietUnlessFailed) {
    process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  }
  if (result.error) {
    console.error(result.error.message);
  }
  process.exit(result.status ?? 1);
}
