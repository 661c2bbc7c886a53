import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { UmbraError } from '@umbra/core/errors';

export interface DrawingOptions {
  /** Must not exist; it appears when all is drawn. */
  readonly directory: string;
  readonly heldOutPerKind: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Lets the trainer's command line draw the sample parts, in a process of its own. */
export async function drawSampleParts(options: DrawingOptions): Promise<void> {
  const { directory, heldOutPerKind, environment, signal } = options;
  signal.throwIfAborted();
  const command = createRequire(import.meta.url).resolve('@umbra/trainer/cli');
  const child = spawn(
    process.execPath,
    [command, 'sample', directory, '--hold-out', String(heldOutPerKind), '--json'],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-1000);
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => reportLine(line, options));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => signal.removeEventListener('abort', end));
  signal.throwIfAborted();
  if (code !== 0) {
    throw new UmbraError(
      'unavailable',
      `The sample parts could not be drawn (exit code ${code}): ${lastWords.trim()}`,
    );
  }
}

/** Each line is an event in JSON; those that say how far it is carry `done` and `total`. */
function reportLine(line: string, { onProgress }: DrawingOptions): void {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    return;
  }
  if (typeof event === 'object' && event !== null && 'done' in event && 'total' in event) {
    onProgress(Number(event.done), Number(event.total));
  }
}
