/**
 * The training worker: a child process that trains one model. It speaks the protocol of
 * `@umbra/core/training` with its parent, ends by itself after the last message, and never outlives
 * the parent.
 */
import { readEnvironment } from './config.js';
import { useEngines } from './use-engines.js';
import { runWorker } from './worker/run-worker.js';

useEngines(readEnvironment());
runWorker(process);
