import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download } from './download.js';
import { type ModelLocation, nameOf } from './model-file.js';

export interface RemoteModelOptions {
  /** http or https. */
  readonly url: string;
  /** The folder of backbones, in which broken downloads wait. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Bytes of a file; `total` is null where the server does not say. */
  readonly onProgress: (file: string, done: number, total: number | null) => void;
}

/** A model behind an address; its weight files lie relative to it and take its query. */
export function remoteModel(options: RemoteModelOptions): ModelLocation {
  const { url, directory, signal, onProgress } = options;
  const model = new URL(url);
  const modelFile = decodeURIComponent(model.pathname.split('/').pop() || 'model');
  const key = createHash('sha256').update(url).digest('hex').slice(0, 32);
  const waiting = join(directory, `.download-${key}`);
  return {
    source: url,
    name: nameOf(decodeURIComponent(model.pathname)),
    modelFile,
    read: async (name) => {
      const address = new URL(
        name === modelFile ? model : name.split('/').map(encodeURIComponent).join('/'),
        model,
      );
      address.search = model.search;
      const file = join(waiting, createHash('sha256').update(name).digest('hex').slice(0, 32));
      await download({
        url: address.href,
        file,
        signal,
        onProgress: (done, total) => onProgress(name, done, total),
      });
      return readFile(file);
    },
    forget: () => rm(waiting, { recursive: true, force: true }),
  };
}
