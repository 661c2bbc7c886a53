/** Neighbors that every query is to be answered with. */
export const neighbors = 10;

/** How every graph is built. */
export const graph = { m: 16, efConstruction: 200 } as const;

/** An index that holds its vectors, each labelled by its row. */
export interface Engine {
  readonly name: string;
  readonly buildSeconds: number;
  /** The labels of the nearest ten of each query. */
  answer(queries: readonly Float32Array[], ef: number): Promise<(readonly number[])[]>;
  /** Writes it, and opens what was written. */
  reopen(directory: string): Promise<{ readonly bytes: number; readonly loadSeconds: number }>;
  close(): Promise<void>;
}

export async function secondsOf(work: () => Promise<unknown> | unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
