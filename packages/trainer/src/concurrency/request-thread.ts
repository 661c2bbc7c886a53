import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { UmbraError } from '@umbra/core/errors';
import type { ThreadAnswer } from './serve-requests.js';

interface RequestThreadOptions {
  /** The module that the thread runs, by its name in `imports` of the package. */
  readonly entry: `#${string}`;
  readonly name: string;
  /** What the thread does, as in "A thread that ... stopped unexpectedly". */
  readonly task: string;
  readonly workerData?: unknown;
}

interface Waiting<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The near side of a thread that serves requests (`serve-requests.ts`), one at a time. Only at work
 * does it hold the process.
 */
export class RequestThread<Request, Result> {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #waiting: Waiting<Result> | null = null;
  #death: Error | null = null;

  constructor({ entry, name, task, workerData }: RequestThreadOptions) {
    const path = createRequire(import.meta.url).resolve(entry);
    // The process's own flags are not the thread's: some of them would not let it start.
    this.#worker = new Worker(path, { name, workerData, execArgv: [] });
    this.#worker.unref();
    const die = (cause: unknown): void => this.#die(task, cause);
    this.#worker.on('message', (answer: ThreadAnswer<Result>) => this.#take(answer));
    this.#worker.on('error', die);
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        die(new Error(`it ended with code ${code}`));
        resolve();
      });
    });
  }

  get isFree(): boolean {
    return this.#waiting === null;
  }

  /**
   * @param moved buffers of the request that move to the thread
   * @throws UmbraError of the thread, or `unavailable` when it died.
   */
  ask(request: Request, moved: readonly ArrayBuffer[]): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#death !== null) {
        reject(this.#death);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(request, [...moved]);
    });
  }

  /** Asks the thread to end: one that is cut off in native code may take the process with it. */
  end(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('end');
    return this.#ended;
  }

  #take(answer: ThreadAnswer<Result>): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    if ('result' in answer) {
      waiting?.resolve(answer.result);
    } else {
      const { code, message } = answer;
      waiting?.reject(code === null ? new Error(message) : new UmbraError(code, message));
    }
  }

  #die(task: string, cause: unknown): void {
    const message = `A thread that ${task} stopped unexpectedly: try again.`;
    this.#death ??= new UmbraError('unavailable', message, { cause });
    this.#waiting?.reject(this.#death);
    this.#waiting = null;
  }
}
