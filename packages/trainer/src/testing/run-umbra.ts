import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

const commandFile = createRequire(import.meta.url).resolve('@umbra/trainer/cli');

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the real `umbra` command, called from `cwd`. */
export async function runUmbra(
  cwd: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<CommandRun> {
  const child = spawn(process.execPath, [commandFile, ...args], {
    env: { INIT_CWD: cwd, UMBRA_BACKEND: 'wasm', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr };
}
