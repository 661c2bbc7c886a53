import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { UmbraError } from '../errors/index.js';
import type {
  FromThread,
  IndexAnswer,
  IndexAnswers,
  IndexRequest,
  ToThread,
} from './worker-protocol.js';

interface Waiting {
  readonly resolve: (answer: IndexAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** The near side of a thread that owns indexes. No question stays open: when it ends, all fail. */
export class IndexThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextId = 0;
  #isWorking = false;
  #isEnding = false;
  #death: UmbraError | null = null;

  constructor(entry: string | URL = createRequire(import.meta.url).resolve('#index-worker')) {
    // The process's own flags are not the thread's: some of them would not let it start.
    const worker = new Worker(entry, { name: 'umbra-index', execArgv: [] });
    worker.on('message', (message: FromThread) => this.#take(message));
    worker.on('messageerror', (cause) => this.#die(cause));
    worker.on('error', (cause) => this.#die(cause));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', (code) => {
        this.#die(new Error(`its thread ended with code ${code}`));
        resolve();
      });
    });
    this.#worker = worker;
    this.#holdProcess();
  }

  /** Whether it takes no more requests. */
  get isOver(): boolean {
    return this.#isEnding || this.#death !== null;
  }

  /** Typed arrays in the request must have buffers of their own: these move to the thread. */
  ask<Kind extends IndexRequest['kind']>(
    index: number,
    request: Extract<IndexRequest, { kind: Kind }>,
    moved: readonly ArrayBuffer[] = [],
  ): Promise<IndexAnswers[Kind]> {
    if (this.#death !== null) return Promise.reject(this.#death);
    const id = this.#nextId++;
    const answer = new Promise<IndexAnswer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
    });
    this.#send({ kind: 'request', id, index, request }, moved);
    this.#holdProcess();
    return answer as Promise<IndexAnswers[Kind]>;
  }

  /** Resolves when the thread has answered what it was asked, and is gone. */
  end(): Promise<void> {
    if (!this.isOver) {
      this.#isEnding = true;
      this.#send({ kind: 'end' });
    }
    this.#holdProcess();
    return this.#ended;
  }

  #take(message: FromThread): void {
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

  #die(cause: unknown): void {
    const message = 'The search index stopped unexpectedly: try again in a moment.';
    this.#death ??= new UmbraError('unavailable', message, { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#death);
    this.#waiting.clear();
  }

  #send(message: ToThread, moved: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(message, [...moved]);
  }

  /**
   * An idle thread lets the process end. One at work does not: it would be cut off in native code.
   */
  #holdProcess(): void {
    if (this.#waiting.size > 0 || this.#isWorking || this.#isEnding) this.#worker.ref();
    else this.#worker.unref();
  }
}

function asError({ code, message }: Extract<FromThread, { kind: 'error' }>): Error {
  return code === null ? new Error(message) : new UmbraError(code, message);
}
