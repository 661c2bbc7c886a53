import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { Disk } from 'flydrive';
import { DurableDriver } from './durable-driver.js';

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface StoredFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The stored files, named by their SHA-256, so that the same picture is kept once. */
export class Blobs {
  readonly #root: string;
  readonly #driver: DurableDriver;
  readonly #disk: Disk;
  /** How many uploads are about to refer to a file. */
  readonly #holders = new Map<string, number>();
  readonly #sweeps = new Map<string, Promise<void>>();

  constructor(root: string) {
    this.#root = root;
    this.#driver = new DurableDriver(root);
    this.#disk = new Disk(this.#driver);
  }

  pathOf(sha256: string): string {
    return join(this.#root, keyOf(sha256));
  }

  async read(sha256: string): Promise<Buffer> {
    return buffer(await this.#disk.getStream(keyOf(sha256)));
  }

  /**
   * Stores the bytes and keeps them from being swept while `work` makes something refer to them.
   */
  storeFor<T>(file: StoredFile, work: () => Promise<T>): Promise<T> {
    return this.storeAllFor([file], work);
  }

  /** The same for several files, all of them before `work` begins. */
  async storeAllFor<T>(files: readonly StoredFile[], work: () => Promise<T>): Promise<T> {
    for (const file of files) {
      this.#hold(file);
    }
    try {
      await Promise.all(files.map((file) => this.#store(file)));
      return await work();
    } finally {
      this.letGo(files.map(({ sha256 }) => sha256));
    }
  }

  /** Stores the bytes and keeps them from being swept until they are let go. */
  async hold(file: StoredFile): Promise<void> {
    this.#hold(file);
    await this.#store(file);
  }

  letGo(files: readonly string[]): void {
    for (const sha256 of files) {
      this.#letGo(sha256);
    }
  }

  has(sha256: string): Promise<boolean> {
    return this.#disk.exists(keyOf(sha256));
  }

  /** Deletes a file to which nothing refers and nothing is about to; answers whether it did. */
  async sweep(sha256: string, isReferred: () => Promise<boolean>): Promise<boolean> {
    if ((await isReferred()) || this.#holders.has(sha256)) {
      return false;
    }
    const deletion = this.#disk.delete(keyOf(sha256));
    this.#sweeps.set(sha256, deletion);
    await deletion.finally(() => this.#sweeps.delete(sha256));
    return true;
  }

  /** Every stored file's SHA-256. */
  async *list(): AsyncGenerator<string> {
    const { objects } = await this.#disk.listAll('', { recursive: true });
    for (const object of objects) {
      if (object.isFile && /^[0-9a-f]{64}$/.test(object.name)) {
        yield object.name;
      }
    }
  }

  #hold({ sha256 }: StoredFile): void {
    this.#holders.set(sha256, (this.#holders.get(sha256) ?? 0) + 1);
  }

  async #store({ bytes, sha256 }: StoredFile): Promise<void> {
    await this.#sweeps.get(sha256);
    if (!(await this.#disk.exists(keyOf(sha256)))) {
      await this.#disk.put(keyOf(sha256), bytes);
    }
  }

  #letGo(sha256: string): void {
    const left = (this.#holders.get(sha256) ?? 1) - 1;
    if (left === 0) {
      this.#holders.delete(sha256);
    } else {
      this.#holders.set(sha256, left);
    }
  }

  clearUnfinished(): Promise<void> {
    return this.#driver.clearUnfinished();
  }
}

function keyOf(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
