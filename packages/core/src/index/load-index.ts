import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CoveredGraph } from './covered-graph.js';
import { isAsSaved, readAsSaved } from './durable-file.js';
import { GraphIndex } from './graph-index.js';
import { HnswGraph } from './hnsw-graph.js';
import type { IndexParameters } from './index-parameters.js';
import { graphLibrary, type Manifest, type SavedFile } from './manifest.js';
import { savedManifest } from './save-index.js';
import { VectorStore } from './vector-store.js';

/**
 * Reads a saved index into a fresh object, or answers null when it is missing, of another revision
 * or other parameters, or differs in one bit from what was saved: an index is a cache, so the way
 * out is always to build it again, and native code never sees a file that is not exactly what it
 * wrote.
 */
export function loadIndex(
  parameters: IndexParameters,
  source: { readonly directory: string; readonly revision: string },
): GraphIndex | null {
  const manifest = savedManifest(source.directory);
  if (manifest === null || manifest.revision !== source.revision) return null;
  if (!matches(manifest, parameters)) return null;
  try {
    const store = readStore(source.directory, manifest);
    if (store === null) return null;
    if (manifest.graph === null) return new GraphIndex(parameters, { store, serving: null });
    const serving = readGraph(source.directory, { parameters, store, saved: manifest.graph });
    return serving === null ? null : new GraphIndex(parameters, { store, serving });
  } catch {
    // A file is gone or cannot be read.
    return null;
  }
}

function matches(manifest: Manifest, parameters: IndexParameters): boolean {
  return (
    manifest.dimension === parameters.dimension &&
    manifest.m === parameters.m &&
    manifest.efConstruction === parameters.efConstruction &&
    isDeepStrictEqual(manifest.rerank, parameters.rerank) &&
    (manifest.graph === null || manifest.graph.library === graphLibrary)
  );
}

function readStore(directory: string, manifest: Manifest): VectorStore | null {
  const read = (file: SavedFile) => readAsSaved(join(directory, file.name), file);
  const { files } = manifest;
  const labels = read(files.labels);
  const shadows = read(files.shadows);
  const embeddings = files.embeddings === null ? null : read(files.embeddings);
  if (labels === null || shadows === null) return null;
  if (files.embeddings !== null && embeddings === null) return null;
  const store = new VectorStore(manifest);
  store.restore({ labels, shadows, embeddings });
  store.raiseHighestLabel(manifest.highestLabel);
  return store;
}

function readGraph(
  directory: string,
  into: {
    readonly parameters: IndexParameters;
    readonly store: VectorStore;
    readonly saved: NonNullable<Manifest['graph']>;
  },
): CoveredGraph | null {
  const { parameters, store, saved } = into;
  const { nodes, deleted, covered, file } = saved;
  const path = join(directory, file.name);
  if (!isAsSaved(path, file)) return null;
  const graph = HnswGraph.load(parameters, { path, nodes, deleted });
  return answersProbe(graph, store) ? new CoveredGraph(store, graph, covered) : null;
}

/** Asks the graph for a vector of the store: it must answer, with labels that the store knows. */
function answersProbe(graph: HnswGraph, store: VectorStore): boolean {
  if (store.live === 0) return false;
  const found = graph.search({ unit: store.shadowAt(0), limit: 10, ef: 64 });
  return found.length > 0 && found.every((label) => store.slotOf(label) !== -1);
}
