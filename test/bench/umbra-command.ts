import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const commandLine = createRequire(import.meta.url).resolve('@umbra/trainer/cli');

/**
 * Runs `umbra` with `--json` to its end and answers what it printed; its progress goes to standard
 * error.
 */
export function umbra<Answer>(...args: string[]): Answer {
  const result = spawnSync(process.execPath, [commandLine, ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (result.status !== 0) {
    throw new Error(`umbra ${args.join(' ')} ended with ${result.status ?? result.signal}`);
  }
  return JSON.parse(result.stdout) as Answer;
}
