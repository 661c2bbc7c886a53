import type { ClusteredVectors } from '../search/clustered-vectors.js';

/** The vectors as the lines of an import. */
export function vectorsAsNdjson({ dimension, count, vectors }: ClusteredVectors): Blob {
  const lines = Array.from({ length: count }, (_, row) =>
    JSON.stringify({ vector: [...vectors.subarray(row * dimension, (row + 1) * dimension)] }),
  );
  return new Blob([lines.join('\n')]);
}
