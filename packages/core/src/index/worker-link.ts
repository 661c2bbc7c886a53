import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { UmbraError } from '../errors/index.js';
import type { IndexParameters } from './index-parameters.js';
import type {
  FromWorker,
  IndexAnswer,
  IndexAnswers,
  IndexRequest,
  ToWorker,
} from './worker-protocol.js';

interface Waiting {
  readonly resolve: (answer: IndexAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Questions to an index's thread and its answers. No question stays open: when the thread ends, all
 * fail.
 */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextId = 0;
  #isWorking = false;
  #refusal: UmbraError | null = null;

  constructor(parameters: IndexParameters) {
    const entry = createRequire(import.meta.url).resolve('#index-worker');
    // The process's own flags are not the thread's: some of them would not let it start.
    const options = { name: 'umbra-index', workerData: parameters, execArgv: [] };
    const worker = new Worker(entry, options);
    worker.on('message', (message: FromWorker) => this.#take(message));
    worker.on('messageerror', (cause) => this.#fail(died(cause)));
    worker.on('error', (cause) => this.#fail(died(cause)));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', (code) => {
        this.#fail(died(new Error(`its thread ended with code ${code}`)));
        resolve();
      });
    });
    this.#worker = worker;
    this.#holdProcess();
  }

  /** Typed arrays in the request must have buffers of their own: these move to the thread. */
  ask<Kind extends IndexRequest['kind']>(
    request: Extract<IndexRequest, { kind: Kind }>,
    moved: readonly ArrayBuffer[] = [],
  ): Promise<IndexAnswers[Kind]> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    const id = this.#nextId++;
    const answer = new Promise<IndexAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#send({ kind: 'request', id, request }, moved);
    this.#holdProcess();
    return answer as Promise<IndexAnswers[Kind]>;
  }

  close(): Promise<void> {
    if (this.#refusal === null) {
      this.#refusal = new UmbraError('unavailable', 'The index was closed.');
      this.#send({ kind: 'close' });
    }
    this.#holdProcess();
    return this.#ended;
  }

  #take(message: FromWorker): void {
    if (message.kind === 'upkeep') {
      this.#isWorking = message.isWorking;
    } else {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.kind === 'answer') waiting?.resolve(message.answer);
      else waiting?.reject(asError(message));
    }
    this.#holdProcess();
  }

  #fail(error: UmbraError): void {
    this.#refusal ??= error;
    this.#isWorking = false;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #send(message: ToWorker, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...moved]);
  }

  /**
   * An idle index lets the process end. One at work does not: its thread would be cut off inside
   * native code.
   */
  #holdProcess(): void {
    if (this.#waiting.size > 0 || this.#isWorking || this.#refusal !== null) this.#worker.ref();
    else this.#worker.unref();
  }
}

function asError({ code, message }: Extract<FromWorker, { kind: 'error' }>): Error {
  return code === null ? new Error(message) : new UmbraError(code, message);
}

function died(cause: unknown): UmbraError {
  const message = 'The search index stopped unexpectedly: try again in a moment.';
  return new UmbraError('unavailable', message, { cause });
}
