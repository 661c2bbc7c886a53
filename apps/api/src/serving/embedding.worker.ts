/**
 * The thread that turns pixels into vectors. It answers one question after the other; a search
 * waits for one batch at most. Models stay loaded; the one that was not used for the longest time
 * makes room.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type BackendInfo, selectBackend, useNativeBuild } from '@umbra/core/backend';
import { invariant, isUmbraError } from '@umbra/core/errors';
import type { Embedder } from '@umbra/core/model';
import { selectInference } from '@umbra/core/onnx';
import type {
  EmbeddingAnswer,
  EmbeddingAnswers,
  EmbeddingQuestion,
  EmbeddingRequest,
  EmbeddingWorkerData,
  ModelSource,
} from './embedding-protocol.js';

const modelsLoadedMax = 8;

const port = openPort(parentPort);
const wanted = workerData as EmbeddingWorkerData;
const { backend: wantedBackend, inference, nativeDirectory, backbones } = wanted;
const loaded = new Map<string, Embedder>();
let backend: Promise<BackendInfo> | null = null;
let tail: Promise<void> = Promise.resolve();

port.on('message', (question: EmbeddingQuestion) => {
  tail = tail.then(() => answer(question));
});

function openPort(candidate: MessagePort | null): MessagePort {
  invariant(candidate !== null, 'this file runs as a worker thread');
  return candidate;
}

async function answer({ number, request }: EmbeddingQuestion): Promise<void> {
  try {
    send({ number, value: await resolve(request) });
  } catch (error) {
    const code = isUmbraError(error) ? error.code : null;
    send({ number, code, message: error instanceof Error ? error.message : String(error) });
  }
  if (request.kind === 'close') {
    port.close();
  }
}

function send(message: EmbeddingAnswer): void {
  port.postMessage(message);
}

async function resolve(
  request: EmbeddingRequest,
): Promise<EmbeddingAnswers[keyof EmbeddingAnswers]> {
  switch (request.kind) {
    case 'embed': {
      const embedder = await embedderOf(request.model);
      return embedder.embed(request.pixels, request.count);
    }
    case 'describe': {
      const { input, embeddingDimension, shadowDimension } = await embedderOf(request.model);
      return { input, embeddingDimension, dimension: shadowDimension };
    }
    case 'backend':
      return selectedBackend();
    case 'close':
      for (const embedder of loaded.values()) {
        embedder.dispose();
      }
      loaded.clear();
      return null;
  }
}

/** Chosen once, when the first trained model or the first question for it comes. */
function selectedBackend(): Promise<BackendInfo> {
  useNativeBuild(nativeDirectory);
  selectInference(inference);
  backend ??= selectBackend(wantedBackend);
  return backend;
}

async function embedderOf(model: ModelSource): Promise<Embedder> {
  const embedder = loaded.get(model.id) ?? (await loadEmbedder(model));
  loaded.delete(model.id);
  loaded.set(model.id, embedder); // now the last in the map's order: the most recently used
  makeRoom();
  return embedder;
}

async function loadEmbedder(model: ModelSource): Promise<Embedder> {
  const door = await import('@umbra/core/model');
  if (model.directory === null) {
    return door.baselinePixelsEmbedder();
  }
  await selectedBackend();
  return door.loadEmbedder(model.directory, { backbones });
}

function makeRoom(): void {
  for (const [id, embedder] of loaded) {
    if (loaded.size <= modelsLoadedMax) {
      return;
    }
    loaded.delete(id);
    embedder.dispose();
  }
}
