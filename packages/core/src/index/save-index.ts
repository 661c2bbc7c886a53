import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CoveredGraph } from './covered-graph.js';
import { makeDurable, replaceDurably, writeDurably, writeFailed } from './durable-file.js';
import { blankDeletedNodes, isWholeGraphFile } from './graph-file.js';
import type { IndexParameters } from './index-parameters.js';
import { graphLibrary, type Manifest, readManifest, writeManifest } from './manifest.js';
import type { VectorStore } from './vector-store.js';

const manifestName = 'manifest.json';
const ourFiles = /^(?:(?:labels|shadows|embeddings|graph)-\d+\.bin|manifest\.json\.tmp)$/;

export interface IndexContents {
  readonly store: VectorStore;
  readonly serving: CoveredGraph | null;
  readonly parameters: IndexParameters;
}

/**
 * Saves an index. The files get names of their own; the manifest, renamed into place last, makes
 * them the index. A crash at any point leaves the old manifest with its old files. Nothing may
 * change the index meanwhile: this runs from start to end in the thread that owns it.
 */
export function saveIndex(
  contents: IndexContents,
  target: { readonly directory: string; readonly revision: string },
): void {
  const { directory, revision } = target;
  mkdirSync(directory, { recursive: true });
  const generation = (savedManifest(directory)?.generation ?? 0) + 1;
  const { store, parameters } = contents;
  const { m, efConstruction, rerank } = parameters;
  store.compact();
  const { labels, shadows, embeddings } = store.contents();
  const write = (kind: string, bytes: Uint8Array) =>
    writeDurably(join(directory, `${kind}-${generation}.bin`), bytes);
  const manifest: Manifest = {
    formatVersion: 2,
    generation,
    revision,
    dimension: store.dimension,
    vectors: store.live,
    highestLabel: store.highestLabel,
    m,
    efConstruction,
    rerank,
    files: {
      labels: write('labels', labels),
      shadows: write('shadows', shadows),
      embeddings: embeddings === null ? null : write('embeddings', embeddings),
    },
    graph: saveGraph(contents.serving, join(directory, `graph-${generation}.bin`)),
  };
  const draft = join(directory, `${manifestName}.tmp`);
  writeDurably(draft, Buffer.from(writeManifest(manifest)));
  replaceDurably(draft, join(directory, manifestName));
  removeOthers(directory, manifest);
}

/** The manifest that stands in a directory; null when there is none that can be trusted. */
export function savedManifest(directory: string): Manifest | null {
  let text: string;
  try {
    text = readFileSync(join(directory, manifestName), 'utf8');
  } catch {
    return null;
  }
  return readManifest(text);
}

function saveGraph(serving: CoveredGraph | null, path: string): Manifest['graph'] {
  // A graph without nodes has nothing to save: the library could not read it back.
  if (serving === null || serving.graph.nodes === 0) return null;
  const { graph, covered } = serving;
  const { nodes, deleted } = graph;
  graph.write(path);
  if (!isWholeGraphFile(path, nodes)) throw writeFailed(path);
  if (deleted > 0) blankDeletedNodes(path, nodes);
  const file = makeDurable(path);
  return { library: graphLibrary, covered, nodes, deleted, file };
}

function removeOthers(directory: string, { files, graph }: Manifest): void {
  const named = [files.labels, files.shadows, files.embeddings, graph?.file];
  const kept = new Set(named.map((file) => file?.name));
  for (const name of readdirSync(directory)) {
    if (ourFiles.test(name) && !kept.has(name)) rmSync(join(directory, name), { force: true });
  }
}
