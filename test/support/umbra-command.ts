import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';

export const commandLine = createRequire(import.meta.url).resolve('@umbra/trainer/cli');

/** Runs `umbra` with `--json` to its end and answers what it printed. Fails with what it said. */
export function umbra<Answer>(...words: string[]): Promise<Answer> {
  return umbraWith<Answer>({}, ...words);
}

/** The same with variables of its own. */
export async function umbraWith<Answer>(
  environment: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<Answer> {
  const child = spawn(process.execPath, [commandLine, ...words, '--json'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [answer, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  if (code !== 0) {
    throw new Error(`umbra ${words.join(' ')} ended with ${code}: ${complaint}`);
  }
  return JSON.parse(answer) as Answer;
}
