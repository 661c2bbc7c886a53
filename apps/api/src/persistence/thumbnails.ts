import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { resizeImage } from '@umbra/core/image';
import type { Blobs } from './blobs.js';

/** Longest sides that are kept, a factor of about 1.4 apart. */
const sizes = [16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048] as const;

/** The size that a preview gets: the next one that is kept, so that a picture has few of them. */
export function thumbnailSize(wanted: number): number {
  return sizes.find((size) => size >= wanted) ?? sizes[sizes.length - 1] ?? wanted;
}

/** Previews of stored pictures, made once each and gone with their picture. */
export class Thumbnails {
  readonly #root: string;
  readonly #blobs: Blobs;
  readonly #making = new Map<string, Promise<Uint8Array>>();

  constructor(root: string, blobs: Blobs) {
    this.#root = root;
    this.#blobs = blobs;
  }

  /** WebP whose longer side has at most `thumbnailSize(wanted)` pixels. */
  async read(sha256: string, wanted: number): Promise<Uint8Array> {
    const path = join(this.#folderOf(sha256), `${thumbnailSize(wanted)}.webp`);
    const kept = await readFile(path).catch(() => null);
    if (kept !== null) {
      return kept;
    }
    const making = this.#making.get(path) ?? this.#make(sha256, path, thumbnailSize(wanted));
    this.#making.set(path, making);
    return making.finally(() => this.#making.delete(path));
  }

  async drop(sha256: string): Promise<void> {
    await rm(this.#folderOf(sha256), { recursive: true, force: true });
  }

  /** Throws away what a killed process left half-written. */
  async clearUnfinished(): Promise<void> {
    await rm(this.#unfinished, { recursive: true, force: true });
  }

  /** The pictures that previews are kept of. */
  async list(): Promise<string[]> {
    const names = await readdir(this.#root, { recursive: true }).catch(() => []);
    return names.flatMap((name) => /(?:^|\/)([0-9a-f]{64})$/.exec(name)?.[1] ?? []);
  }

  async #make(sha256: string, path: string, size: number): Promise<Uint8Array> {
    const bytes = await resizeImage(await this.#blobs.read(sha256), { longestSide: size });
    const aside = join(this.#unfinished, randomUUID());
    await mkdir(this.#unfinished, { recursive: true });
    await writeFile(aside, bytes);
    await mkdir(dirname(path), { recursive: true });
    await rename(aside, path);
    // A picture goes before its previews: whoever was late takes its own away again.
    if (!(await this.#blobs.has(sha256))) {
      await this.drop(sha256);
    }
    return bytes;
  }

  get #unfinished(): string {
    return join(this.#root, 'unfinished');
  }

  #folderOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}
