import { spawnSync } from 'node:child_process';

const runs = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

/** The Debian packages that compiling a Node addon still needs on this machine. */
export function missingBuildTools() {
  const compilers = [process.env.CXX, 'c++', 'g++', 'clang++'].filter(Boolean);
  return [
    runs('python3') ? null : 'python3',
    runs(process.env.MAKE ?? 'make') ? null : 'make',
    compilers.some(runs) ? null : 'g++',
  ].filter((name) => name !== null);
}
