/**
 * The training worker: a child process that trains one model. It speaks the protocol of
 * `@umbra/core/training` with its parent, ends by itself after the last message, and never outlives
 * the parent.
 */
import { useNativeBuild } from '@umbra/core/backend';
import { readEnvironment } from './config.js';
import { runWorker } from './worker/run-worker.js';

useNativeBuild(readEnvironment().nativeDirectory);
runWorker(process);
