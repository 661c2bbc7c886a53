/**
 * The thread that owns one index. Native code runs nowhere else, so neither building nor searching
 * ever holds up the thread that answers requests. Nobody ends this thread from outside: inside
 * native code that would abort the whole process. It is asked to close, and leaves when it is
 * between two pieces of work.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { invariant, isUmbraError } from '../errors/index.js';
import { GraphIndex } from './graph-index.js';
import type { IndexParameters } from './index-parameters.js';
import { loadIndex } from './load-index.js';
import { saveIndex } from './save-index.js';
import type { FromWorker, IndexAnswer, IndexRequest, ToWorker } from './worker-protocol.js';

/** Few enough that a search that comes in meanwhile waits for some milliseconds only. */
const linksBetweenRequests = 16;

invariant(parentPort !== null, 'this module is the entry of a worker thread');
const port = parentPort;
let index = new GraphIndex(workerData as IndexParameters);
let isWorking = false;
let isClosed = false;

port.on('message', (message: ToWorker) => {
  if (message.kind === 'close') {
    isClosed = true;
    port.close();
    return;
  }
  const { id, request } = message;
  try {
    const result = answer(request);
    startUpkeep();
    send({ kind: 'answer', id, answer: result });
  } catch (error) {
    const code = isUmbraError(error) ? error.code : null;
    send({ kind: 'error', id, code, message: error instanceof Error ? error.message : `${error}` });
  }
});

function answer(request: IndexRequest): IndexAnswer {
  switch (request.kind) {
    case 'restore': {
      const restored = loadIndex(index.parameters, request);
      if (restored !== null) index = restored;
      return restored !== null;
    }
    case 'size':
      return index.store.live;
    case 'add':
      index.add(request.labels, request.vectors);
      return null;
    case 'remove':
      index.remove(request.labels);
      return null;
    case 'search':
      return index.search(request.query, request.options);
    case 'save': {
      const { store, serving, parameters } = index;
      saveIndex({ ...parameters, store, serving }, request);
      return null;
    }
  }
}

function startUpkeep(): void {
  if (isWorking || !index.hasWork) return;
  isWorking = true;
  send({ kind: 'upkeep', isWorking });
  setImmediate(workOn);
}

/** Requests that have come in are served between two of these. */
function workOn(): void {
  if (isClosed) return;
  index.advance(linksBetweenRequests);
  if (index.hasWork) {
    setImmediate(workOn);
    return;
  }
  isWorking = false;
  send({ kind: 'upkeep', isWorking });
}

function send(message: FromWorker): void {
  port.postMessage(message);
}
