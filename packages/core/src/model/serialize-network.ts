import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { invariant } from '../errors/index.js';
import { artifactFiles } from './artifact-files.js';

/** A network in TensorFlow.js's own layers format. */
export interface SerializedNetwork {
  /** `model.json`, which names the weights' file. */
  readonly topology: Uint8Array;
  readonly weights: Uint8Array;
}

export async function serializeNetwork(network: LayersModel): Promise<SerializedNetwork> {
  let serialized: SerializedNetwork | undefined;
  await network.save({
    save: async (artifacts) => {
      const { weightData, weightSpecs, ...topology } = artifacts;
      const weightsManifest = [{ paths: [artifactFiles.weights], weights: weightSpecs }];
      serialized = {
        topology: new TextEncoder().encode(JSON.stringify({ ...topology, weightsManifest })),
        weights: new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
      };
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    },
  });
  invariant(serialized !== undefined, 'a network hands its artifacts to the save handler');
  return serialized;
}
