/** A thread that sends pictures through a backbone, until it is asked to end. */
import { workerData } from 'node:worker_threads';
import { type Backbone, loadBackbone } from '@umbra/core/backbone';
import { selectBackend } from '@umbra/core/backend';
import { serveRequests } from '../concurrency/serve-requests.js';
import { readEnvironment } from '../config.js';
import { useEngines } from '../use-engines.js';
import type { FeatureRequest, FeatureThreadData } from './feature-protocol.js';

const { backbones, reference, input, backend } = workerData as FeatureThreadData;
let backbone: Promise<Backbone> | undefined;

serveRequests<FeatureRequest, Float32Array>(async ({ pixels, count }) => {
  backbone ??= open();
  const result = await (await backbone).features(pixels, count); // [count, F]
  return { result, moved: [result.buffer as ArrayBuffer] };
});

async function open(): Promise<Backbone> {
  useEngines(readEnvironment());
  await selectBackend(backend);
  return loadBackbone({ directory: backbones, reference, input });
}
