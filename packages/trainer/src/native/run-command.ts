import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

interface CommandOptions {
  readonly signal: AbortSignal;
  readonly directory?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end; null where there is no such program.
 * @throws the signal's reason
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  { signal, directory, environment }: CommandOptions,
): Promise<CommandResult | null> {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd: directory,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill();
  signal.addEventListener('abort', kill);
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' ? resolve(null) : reject(error),
      );
      child.once('close', (code) => resolve(code ?? 1));
    });
    const [code, stdout, stderr] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    signal.throwIfAborted();
    return code === null ? null : { code, stdout, stderr };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
