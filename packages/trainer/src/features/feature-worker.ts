/** A thread that sends pictures through a backbone, until it is asked to end. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Backbone, loadBackbone } from '@umbra/core/backbone';
import { selectBackend } from '@umbra/core/backend';
import { invariant, isUmbraError } from '@umbra/core/errors';
import { readEnvironment } from '../config.js';
import { useEngines } from '../use-engines.js';
import type { FeatureAnswer, FeatureRequest, FeatureThreadData } from './feature-protocol.js';

invariant(parentPort !== null, 'this module is the entry of a worker thread');
const port = parentPort;
const { backbones, reference, input, backend } = workerData as FeatureThreadData;
let backbone: Promise<Backbone> | undefined;

port.on('message', async (request: FeatureRequest | 'end') => {
  if (request === 'end') {
    port.close();
    return;
  }
  try {
    backbone ??= open();
    const features = await (await backbone).features(request.pixels, request.count);
    send({ features }, [features.buffer as ArrayBuffer]);
  } catch (error) {
    const code = isUmbraError(error) ? error.code : null;
    send({ code, message: error instanceof Error ? error.message : String(error) });
  }
});

async function open(): Promise<Backbone> {
  useEngines(readEnvironment());
  await selectBackend(backend);
  return loadBackbone({ directory: backbones, reference, input });
}

function send(answer: FeatureAnswer, moved: ArrayBuffer[] = []): void {
  port.postMessage(answer, moved);
}
