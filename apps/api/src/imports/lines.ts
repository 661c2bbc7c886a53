import { createReadStream } from 'node:fs';

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Null for a line that is too long: it is passed over, not kept. */
  readonly text: string | null;
}

const newline = 0x0a;

/** The lines of a file that are not blank, at most `bytesMax` long, one in memory at a time. */
export async function* linesOf(
  path: string,
  options: { readonly bytesMax: number; readonly signal: AbortSignal },
): AsyncGenerator<Line> {
  const { bytesMax, signal } = options;
  let number = 1;
  let pieces: Buffer[] = [];
  let bytes = 0;
  const take = (): Line | null => {
    const text = bytes > bytesMax ? null : Buffer.concat(pieces).toString('utf8');
    const line = { number, text };
    number += 1;
    pieces = [];
    bytes = 0;
    return text?.trim() === '' ? null : line;
  };
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, at));
      const line = take();
      if (line !== null) {
        yield line;
      }
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  const last = take();
  if (last !== null) {
    yield last;
  }

  function keep(piece: Buffer): void {
    bytes += piece.length;
    if (bytes <= bytesMax) {
      pieces.push(piece);
    } else {
      pieces = [];
    }
  }
}
