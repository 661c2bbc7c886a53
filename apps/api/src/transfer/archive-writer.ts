import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { transferNames } from './transfer-format.js';

/** Entries all have one time, so that the same gallery makes the same bytes. */
const time = new Date(0);

/**
 * A tar that is written as fast as somebody reads it, and ends with the SHA-256 of all that it
 * holds. A reader that goes away makes the next write fail.
 */
export class ArchiveWriter {
  readonly #pack = pack();
  readonly #sums: string[] = [];
  readonly #closed: Promise<never>;

  constructor() {
    this.#closed = new Promise((_, reject) => {
      this.#pack.once('close', () => reject(new Error('the reader of the archive has gone')));
    });
    this.#closed.catch(() => undefined);
  }

  get stream(): Readable {
    return Readable.from(this.#pack, { objectMode: false });
  }

  async add(name: string, bytes: Uint8Array): Promise<void> {
    await this.#write(name, { size: bytes.byteLength, chunks: [bytes] });
  }

  /** A file of any length, streamed. */
  async addFile(name: string, path: string): Promise<void> {
    const { size } = await stat(path);
    await this.#write(name, { size, chunks: createReadStream(path) });
  }

  async finish(): Promise<void> {
    await this.add(transferNames.sums, Buffer.from(this.#sums.join('')));
    this.#pack.finalize();
  }

  fail(error: unknown): void {
    this.#pack.destroy(error instanceof Error ? error : new Error(String(error)));
  }

  async #write(
    name: string,
    content: { readonly size: number; readonly chunks: AsyncIterable<Uint8Array> | Uint8Array[] },
  ): Promise<void> {
    const hash = createHash('sha256');
    let written: () => void = () => undefined;
    let failed: (error: Error) => void = () => undefined;
    const settled = new Promise<void>((resolve, reject) => {
      written = resolve;
      failed = reject;
    });
    const header = { name, size: content.size, mtime: time };
    const entry = this.#pack.entry(header, (error) => (error ? failed(error) : written()));
    for await (const chunk of content.chunks) {
      hash.update(chunk);
      if (!entry.write(chunk)) {
        const drained = new Promise<void>((resolve) => entry.once('drain', () => resolve()));
        await Promise.race([drained, this.#closed]);
      }
    }
    entry.end(null);
    await Promise.race([settled, this.#closed]);
    this.#sums.push(`${hash.digest('hex')}  ${name}\n`);
  }
}
