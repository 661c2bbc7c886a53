import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { UmbraError } from '@umbra/core/errors';
import type { FeatureAnswer, FeatureRequest, FeatureThreadData } from './feature-protocol.js';

interface Waiting {
  readonly resolve: (features: Float32Array) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The near side of a feature thread, which takes one request at a time. Only at work does it hold
 * the process.
 */
export class FeatureThread {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  #waiting: Waiting | null = null;
  #death: Error | null = null;

  constructor(workerData: FeatureThreadData) {
    const entry = createRequire(import.meta.url).resolve('#feature-worker');
    // The process's own flags are not the thread's: some of them would not let it start.
    this.#worker = new Worker(entry, { name: 'umbra-features', workerData, execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (answer: FeatureAnswer) => this.#take(answer));
    this.#worker.on('error', (cause) => this.#die(cause));
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', (code) => {
        this.#die(new Error(`it ended with code ${code}`));
        resolve();
      });
    });
  }

  get isFree(): boolean {
    return this.#waiting === null;
  }

  /** [count, F]; `pixels` must have a buffer of its own, which moves to the thread. */
  compute(request: FeatureRequest): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#death !== null) {
        reject(this.#death);
        return;
      }
      this.#waiting = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(request, [request.pixels.buffer as ArrayBuffer]);
    });
  }

  /** Asks the thread to end: one that is cut off in native code may take the process with it. */
  end(): Promise<void> {
    this.#worker.ref();
    this.#worker.postMessage('end');
    return this.#ended;
  }

  #take(answer: FeatureAnswer): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    if ('features' in answer) {
      waiting?.resolve(answer.features);
    } else {
      const { code, message } = answer;
      waiting?.reject(code === null ? new Error(message) : new UmbraError(code, message));
    }
  }

  #die(cause: unknown): void {
    const message = 'A thread that computes features stopped unexpectedly: try again.';
    this.#death ??= new UmbraError('unavailable', message, { cause });
    this.#waiting?.reject(this.#death);
    this.#waiting = null;
  }
}
