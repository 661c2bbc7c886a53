import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';

/**
 * The SHA-256 of a body as it passes by. A form is compared without the boundary between its parts,
 * which every client makes up anew.
 */
export class BodyHash {
  readonly #hash = createHash('sha256');
  #tail = Buffer.alloc(0);

  constructor(private readonly boundary: string | null) {}

  update(piece: Buffer): void {
    if (this.boundary === null) {
      this.#hash.update(piece);
      return;
    }
    const bytes = Buffer.concat([this.#tail, piece]);
    let from = 0;
    for (let at = bytes.indexOf(this.boundary); at >= 0; at = bytes.indexOf(this.boundary, from)) {
      this.#hash.update(bytes.subarray(from, at));
      from = at + this.boundary.length;
    }
    // What may be the beginning of a boundary waits for the next piece.
    const settled = Math.max(from, bytes.length - this.boundary.length + 1);
    this.#hash.update(bytes.subarray(from, settled));
    this.#tail = bytes.subarray(settled);
  }

  digest(): string {
    return this.#hash.update(this.#tail).digest('hex');
  }
}

export function boundaryOf(contentType: string | undefined): string | null {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain ?? null;
}

/**
 * Listens to a body that somebody else is going to read, without setting it in motion. The answer
 * is its hash when it has passed by; what nobody read of it is read then.
 */
export function overhear(message: IncomingMessage): () => Promise<string> {
  const hash = new BodyHash(boundaryOf(message.headers['content-type']));
  message.pause();
  message.on('data', (piece: Buffer) => hash.update(piece));
  return async () => {
    if (!message.readableEnded) {
      message.resume();
      await finished(message, { writable: false });
    }
    return hash.digest();
  };
}
