/**
 * Pictures on their way to a gallery, as a plain store outside React: uploads go on while one moves
 * between pages. Every picture is waiting, sending, done, or refused with a reason; `send` does one
 * upload and throws its refusal.
 */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly gallery: string;
  readonly label: string | null;
}

type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: string };

export interface UploadEntry extends Upload {
  readonly state: UploadState;
}

export interface UploadTotals {
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly open: number;
  /** Share of the bytes that are settled, 0..1. */
  readonly fraction: number;
}

export interface UploadQueueOptions {
  readonly parallel: number;
  readonly send: (upload: Upload, signal: AbortSignal) => Promise<void>;
  /** Puts a refusal into one plain sentence. */
  readonly explain: (error: unknown) => string;
  /** Called as often as a picture arrived, and once more when nothing is left to do. */
  readonly onProgress?: (gallery: string, idle: boolean) => void;
}

export interface UploadQueue {
  readonly entries: () => readonly UploadEntry[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (uploads: readonly Omit<Upload, 'id'>[]) => void;
  /** Sends what was refused once more. */
  readonly retry: () => void;
  /** Drops what has not been sent and breaks off what is being sent. */
  readonly stop: () => void;
  /** Forgets everything that is settled. */
  readonly clear: () => void;
}

export function createUploadQueue(options: UploadQueueOptions): UploadQueue {
  let entries: readonly UploadEntry[] = [];
  let nextId = 1;
  let stopped = new AbortController();
  const listeners = new Set<() => void>();

  const replace = (next: readonly UploadEntry[]) => {
    entries = next;
    for (const listener of listeners) listener();
  };
  const settle = (id: number, state: UploadState) =>
    replace(entries.map((entry) => (entry.id === id ? { ...entry, state } : entry)));

  const run = async (upload: Upload, signal: AbortSignal) => {
    try {
      await options.send(upload, signal);
      if (!signal.aborted) settle(upload.id, { kind: 'done' });
    } catch (error) {
      if (!signal.aborted) settle(upload.id, { kind: 'refused', reason: options.explain(error) });
    }
    pump();
    options.onProgress?.(upload.gallery, uploadTotals(entries).open === 0);
  };

  const pump = () => {
    const sending = entries.filter((entry) => entry.state.kind === 'sending').length;
    const next = entries
      .filter((entry) => entry.state.kind === 'waiting')
      .slice(0, Math.max(0, options.parallel - sending));
    if (next.length === 0) return;
    const starting = new Set(next.map((entry) => entry.id));
    replace(
      entries.map((entry) =>
        starting.has(entry.id) ? { ...entry, state: { kind: 'sending' } } : entry,
      ),
    );
    for (const entry of next) void run(entry, stopped.signal);
  };

  return {
    entries: () => entries,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (uploads) => {
      const added = uploads.map(
        (upload): UploadEntry => ({ ...upload, id: nextId++, state: { kind: 'waiting' } }),
      );
      replace([...entries, ...added]);
      pump();
    },
    retry: () => {
      replace(
        entries.map((entry) =>
          entry.state.kind === 'refused' ? { ...entry, state: { kind: 'waiting' } } : entry,
        ),
      );
      pump();
    },
    stop: () => {
      stopped.abort();
      stopped = new AbortController();
      replace(entries.filter((entry) => isSettled(entry)));
    },
    clear: () => replace(entries.filter((entry) => !isSettled(entry))),
  };
}

export function uploadTotals(entries: readonly UploadEntry[]): UploadTotals {
  let done = 0;
  let refused = 0;
  let bytes = 0;
  let settledBytes = 0;
  for (const entry of entries) {
    // An empty file weighs something too, or a queue of them would never move.
    const weight = entry.file.size + 1;
    bytes += weight;
    if (isSettled(entry)) settledBytes += weight;
    if (entry.state.kind === 'done') done += 1;
    if (entry.state.kind === 'refused') refused += 1;
  }
  const total = entries.length;
  const fraction = bytes === 0 ? 0 : settledBytes / bytes;
  return { total, done, refused, open: total - done - refused, fraction };
}

function isSettled(entry: UploadEntry): boolean {
  return entry.state.kind === 'done' || entry.state.kind === 'refused';
}
