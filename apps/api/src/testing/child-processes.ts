import { readdir, readFile } from 'node:fs/promises';

/** The processes that this one started and that still run, by Linux's own list. */
export async function childProcesses(): Promise<number[]> {
  const names = await readdir('/proc');
  const pids = names.map(Number).filter((pid) => pid > 0);
  const parents = await Promise.all(pids.map(parentOf));
  return pids.filter((_, at) => parents[at] === process.pid);
}

/**
 * `pid (command) state ppid ...`; the command may hold blanks and brackets. Null for a process that
 * has ended.
 */
async function parentOf(pid: number): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  return stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
