import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { BackendInfo } from '@umbra/core/backend';
import { UmbraError } from '@umbra/core/errors';
import type {
  EmbeddedBatch,
  EmbeddingAnswer,
  EmbeddingAnswers,
  EmbeddingRequest,
  EmbeddingWorkerData,
  ModelShape,
  ModelSource,
} from './embedding-protocol.js';

interface Waiting {
  readonly resolve: (value: EmbeddingAnswers[keyof EmbeddingAnswers]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Questions to the embedding thread. It starts with the first question and is started again if it
 * dies.
 */
export class EmbeddingThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #ended: Promise<void> = Promise.resolve();
  #backend: BackendInfo | null = null;
  #isClosed = false;
  #next = 0;

  constructor(private readonly workerData: EmbeddingWorkerData) {}

  /**
   * `pixels` uint8 `[count, H, W, C]`, as `decodeImage` answers for the model's input; handed over
   * to the thread, so they are gone here.
   */
  embed(model: ModelSource, pixels: Uint8Array, count: number): Promise<EmbeddedBatch> {
    return this.#ask({ kind: 'embed', model, pixels, count }, [pixels.buffer as ArrayBuffer]);
  }

  /** @throws UmbraError `model_corrupt` when the model's files are not as they were written. */
  describe(model: ModelSource): Promise<ModelShape> {
    return this.#ask({ kind: 'describe', model });
  }

  /** Chooses what computes here. @throws UmbraError `backend_unavailable` */
  async selectBackend(): Promise<BackendInfo> {
    this.#backend = await this.#ask({ kind: 'backend' });
    return this.#backend;
  }

  /** Null until it was chosen. */
  get backend(): BackendInfo | null {
    return this.#backend;
  }

  /**
   * Lets the thread answer what it was asked and end by itself: one that is cut off may take the
   * process with it.
   */
  async close(): Promise<void> {
    if (this.#worker !== null && !this.#isClosed) {
      await this.#ask({ kind: 'close' }).catch(() => undefined);
    }
    this.#isClosed = true;
    await this.#ended;
  }

  #ask<K extends EmbeddingRequest['kind']>(
    request: Extract<EmbeddingRequest, { kind: K }>,
    handedOver: readonly ArrayBuffer[] = [],
  ): Promise<EmbeddingAnswers[K]> {
    if (this.#isClosed) {
      return Promise.reject(new UmbraError('unavailable', 'Umbra is being stopped.'));
    }
    const worker = this.#worker ?? this.#start();
    const number = this.#next++;
    return new Promise<EmbeddingAnswers[K]>((resolve, reject) => {
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject });
      worker.postMessage({ number, request }, handedOver);
    });
  }

  #start(): Worker {
    const entry = createRequire(import.meta.url).resolve('#embedding-worker');
    const { workerData } = this;
    const worker = new Worker(entry, { name: 'umbra-embedding', workerData, execArgv: [] });
    worker.on('message', (answer: EmbeddingAnswer) => this.#take(answer));
    worker.on('error', (error) => this.#lose(worker, error));
    this.#ended = new Promise((resolve) => {
      worker.on('exit', (code) => {
        this.#lose(worker, new Error(`it ended with code ${code}`));
        resolve();
      });
    });
    this.#worker = worker;
    return worker;
  }

  #take(answer: EmbeddingAnswer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    if ('value' in answer) {
      waiting?.resolve(answer.value);
    } else {
      const { code, message } = answer;
      waiting?.reject(code === null ? new Error(message) : new UmbraError(code, message));
    }
  }

  /** A dead thread reports twice, and by then its successor may be at work. */
  #lose(worker: Worker, cause: Error): void {
    if (this.#worker !== worker) {
      return;
    }
    this.#worker = null;
    const message = 'The embedding thread stopped unexpectedly: try again, it is started anew.';
    for (const { reject } of this.#waiting.values()) {
      reject(new UmbraError('unavailable', message, { cause }));
    }
    this.#waiting.clear();
  }
}
