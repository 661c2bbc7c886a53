import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readSync, renameSync, statSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UmbraError } from '../errors/index.js';
import type { SavedFile } from './manifest.js';

const chunkBytes = 1 << 20;

/** Writes bytes and waits until they lie on the disk. */
export function writeDurably(path: string, bytes: Uint8Array): SavedFile {
  const hash = createHash('sha256');
  withFile(path, 'w', (file) => {
    for (let at = 0; at < bytes.length; ) {
      const written = writeSync(file, bytes, at, Math.min(chunkBytes, bytes.length - at));
      hash.update(bytes.subarray(at, at + written));
      at += written;
    }
    fsyncSync(file);
  });
  if (statSync(path).size !== bytes.length) throw writeFailed(path);
  return { name: basename(path), bytes: bytes.length, sha256: hash.digest('hex') };
}

/** Flushes a file that somebody else wrote, and tells its size and hash. */
export function makeDurable(path: string): SavedFile {
  withFile(path, 'r+', fsyncSync);
  const hash = createHash('sha256');
  readChunks(path, (chunk) => hash.update(chunk));
  return { name: basename(path), bytes: statSync(path).size, sha256: hash.digest('hex') };
}

/** Puts a file in another's place in one step, and makes that durable. */
export function replaceDurably(from: string, to: string): void {
  renameSync(from, to);
  withFile(dirname(to), 'r', fsyncSync);
}

/** Whether the file is, byte for byte, the one that was saved. */
export function isAsSaved(path: string, saved: SavedFile): boolean {
  if (statSync(path).size !== saved.bytes) return false;
  const hash = createHash('sha256');
  readChunks(path, (chunk) => hash.update(chunk));
  return matches(hash, saved);
}

/** The bytes of a saved file, null when they are not the ones that were saved. */
export function readAsSaved(path: string, saved: SavedFile): ArrayBuffer | null {
  if (statSync(path).size !== saved.bytes) return null;
  const hash = createHash('sha256');
  const bytes = new Uint8Array(new ArrayBuffer(saved.bytes));
  let at = 0;
  readChunks(path, (chunk) => {
    hash.update(chunk);
    bytes.set(chunk, at);
    at += chunk.length;
  });
  return at === saved.bytes && matches(hash, saved) ? bytes.buffer : null;
}

export function writeFailed(path: string): UmbraError {
  const message = `The index could not be written to ${path}: is the disk full?`;
  return new UmbraError('unavailable', message);
}

function matches(hash: Hash, saved: SavedFile): boolean {
  return hash.digest('hex') === saved.sha256;
}

/** In pieces: a file may be larger than the 2 GiB that one read can bring. */
function readChunks(path: string, take: (chunk: Uint8Array) => void): void {
  const chunk = Buffer.alloc(chunkBytes);
  withFile(path, 'r', (file) => {
    for (;;) {
      const read = readSync(file, chunk, 0, chunkBytes, null);
      if (read === 0) return;
      take(chunk.subarray(0, read));
    }
  });
}

function withFile(path: string, mode: 'r' | 'r+' | 'w', work: (file: number) => void): void {
  const file = openSync(path, mode);
  try {
    work(file);
  } finally {
    closeSync(file);
  }
}
