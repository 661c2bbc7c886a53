import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('./fastify-server.js', import.meta.url));

/** Starts the bare server in a process of its own, as the API has one. */
export async function startFastify(file: string, dimension: number) {
  const child = spawn(process.execPath, [entry, file, `${dimension}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    baseUrl: line.replace('ready at ', ''),
    stop: async (): Promise<void> => {
      const exited = once(child, 'exit');
      child.kill();
      await exited;
    },
  };
}
