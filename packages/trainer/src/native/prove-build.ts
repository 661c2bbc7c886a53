/**
 * A native build proves itself in a process of its own, because a library that does not fit may end
 * the process that loads it.
 */
import { fileURLToPath } from 'node:url';
import type { BackendCheck } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import { runCommand } from './run-command.js';

const command = fileURLToPath(import.meta.resolve('@umbra/trainer/cli'));

interface ProveOptions {
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** @throws UmbraError `backend_unavailable` with what the process said; the signal's reason. */
export async function proveBuild(options: ProveOptions): Promise<BackendCheck> {
  const { directory, environment, signal } = options;
  const proof = await runCommand(
    process.execPath,
    [command, 'backend', '--backend', 'tensorflow', '--check', '--json'],
    { environment: { ...environment, UMBRA_NATIVE: directory }, signal },
  );
  if (proof?.code !== 0) {
    const lines = proof?.stderr.trim().split('\n') ?? [];
    const said = lines.find((line) => line.startsWith('umbra: '))?.replace('umbra: ', '');
    throw new UmbraError(
      'backend_unavailable',
      `The native build was compiled and does not prove itself (${said ?? lines.at(-1) ?? ''}): ` +
        'try another release of TensorFlow.',
    );
  }
  return JSON.parse(proof.stdout) as BackendCheck;
}
