/**
 * A thread that owns indexes. Native code runs nowhere else, so neither building nor searching ever
 * holds up the thread that answers requests. Nobody ends this thread from outside: inside native
 * code that would abort the whole process. It is asked to end, and leaves between two pieces of
 * work.
 */
import { parentPort } from 'node:worker_threads';
import { invariant, isUmbraError } from '../errors/index.js';
import { GraphIndex } from './graph-index.js';
import { loadIndex } from './load-index.js';
import { packResults, unpackSearches } from './packed-searches.js';
import { saveIndex } from './save-index.js';
import type { FromThread, IndexAnswer, IndexRequest, ToThread } from './worker-protocol.js';

/** Few enough that a search that comes in meanwhile waits for some milliseconds only. */
const linksBetweenRequests = 16;

interface HeldIndex {
  readonly graph: GraphIndex;
  /** The sets of labels that searches may name. */
  readonly sets: Map<number, Uint32Array>;
}

invariant(parentPort !== null, 'this module is the entry of a worker thread');
const port = parentPort;
const indexes = new Map<number, HeldIndex>();
let isWorking = false;
let hasEnded = false;

port.on('message', (message: ToThread) => {
  if (message.kind === 'end') {
    hasEnded = true;
    port.close();
    return;
  }
  const { id, index, request } = message;
  try {
    const result = answer(index, request);
    startUpkeep();
    send({ kind: 'answer', id, answer: result });
  } catch (error) {
    const code = isUmbraError(error) ? error.code : null;
    send({ kind: 'error', id, code, message: error instanceof Error ? error.message : `${error}` });
  }
});

function answer(number: number, request: IndexRequest): IndexAnswer {
  switch (request.kind) {
    case 'open':
      indexes.set(number, { graph: new GraphIndex(request.parameters), sets: new Map() });
      return null;
    case 'restore': {
      const restored = loadIndex(request.parameters, request);
      if (restored !== null) indexes.set(number, { graph: restored, sets: new Map() });
      return restored !== null;
    }
    case 'close':
      indexes.get(number)?.graph.release();
      indexes.delete(number);
      return null;
    default: {
      const index = indexes.get(number);
      invariant(index !== undefined, `index ${number} is not open`);
      return ask(index, request);
    }
  }
}

function ask(
  { graph: index, sets }: HeldIndex,
  request: Exclude<IndexRequest, { kind: 'open' | 'restore' | 'close' }>,
): IndexAnswer {
  switch (request.kind) {
    case 'stats':
      return index.stats();
    case 'add':
      index.add(request.labels, request.vectors);
      return null;
    case 'remove':
      index.remove(request.labels);
      return null;
    case 'keep':
      sets.set(request.set, request.labels);
      return null;
    case 'drop':
      sets.delete(request.set);
      return null;
    case 'search':
      return packResults(
        unpackSearches(request.searches).map(({ query, options, allowed: set }) => {
          if (set === null) return index.search(query, options);
          const allowed = sets.get(set);
          invariant(allowed !== undefined, `set ${set} is not kept`);
          return index.search(query, { ...options, allowed });
        }),
      );
    case 'save':
      saveIndex(index, request);
      return null;
  }
}

function startUpkeep(): void {
  if (isWorking || unfinished() === undefined) return;
  isWorking = true;
  send({ kind: 'upkeep', isWorking });
  setImmediate(workOn);
}

/** Requests that have come in are served between two of these. */
function workOn(): void {
  if (hasEnded) return;
  const index = unfinished();
  if (index !== undefined) {
    index.advance(linksBetweenRequests);
    setImmediate(workOn);
    return;
  }
  isWorking = false;
  send({ kind: 'upkeep', isWorking });
}

function unfinished(): GraphIndex | undefined {
  for (const { graph } of indexes.values()) if (graph.hasWork) return graph;
  return undefined;
}

function send(message: FromThread): void {
  port.postMessage(message);
}
