import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';

const lastWordsMax = 20;

/** The last lines of its standard error: where a crash says why. */
export function collectLastWords(child: ChildProcess): string[] {
  const lines: string[] = [];
  let open = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (open + text).split('\n');
    open = (parts.pop() ?? '').slice(-1000);
    lines.push(...parts);
    lines.splice(0, Math.max(0, lines.length - lastWordsMax));
  });
  return lines;
}

/** Searches come first where processors are few. */
export function yieldToServing({ pid }: ChildProcess): void {
  if (pid === undefined) {
    return;
  }
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not every system lets us: the child then has the same right as everybody.
  }
}
