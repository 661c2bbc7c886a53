/**
 * A model whose shadows are the first numbers of what they were: a nested shadow was trained to be
 * cut, and the numbers of a PCA come in the order of what they say. The index then holds fewer
 * bytes, and nobody trains again.
 */
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { invariant, UmbraError } from '../errors/index.js';
import { regrow } from '../network/index.js';
import { type ProjectionConfig, shadowLayer } from '../projection/index.js';
import type { LoadedModel } from './loaded-model.js';

/** The lengths that a shadow was trained to be cut to; empty where there are none. */
export function prefixesOf(projection: ProjectionConfig): readonly number[] {
  return projection.kind === 'nested' ? projection.prefixes : [];
}

/**
 * Takes the model over.
 * @throws UmbraError `config_invalid` for a length that the shadow was not trained for.
 */
export function cutShadow(model: LoadedModel, dimension: number): LoadedModel {
  const { network, card } = model;
  const { projection } = card.config;
  if (dimension === card.shadowDimension) {
    return model;
  }
  if (!canCut(projection, { from: card.shadowDimension, to: dimension })) {
    network.dispose();
    throw new UmbraError('config_invalid', `${whyNot(projection, card.shadowDimension)}.`);
  }
  const cut = cutNetwork(network, dimension);
  network.dispose();
  const lengths = prefixesOf(projection).filter((prefix) => prefix <= dimension);
  const shorter: ProjectionConfig =
    projection.kind === 'nested'
      ? { kind: 'nested', dimension, prefixes: lengths }
      : { kind: 'pca', dimension };
  const config = { ...card.config, projection: shorter };
  return { network: cut, card: { ...card, config, shadowDimension: dimension } };
}

function canCut(
  projection: ProjectionConfig,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  return projection.kind === 'pca' ? to < from : prefixesOf(projection).includes(to);
}

function whyNot(projection: ProjectionConfig, dimension: number): string {
  switch (projection.kind) {
    case 'nested':
      return `The shadow can be cut to ${projection.prefixes.join(', ')} numbers: choose one of them`;
    case 'pca':
      return `The shadow has ${dimension} numbers: choose fewer`;
    default:
      return (
        'The shadow of this model cannot be cut: train with a projection of the kind "nested", ' +
        'whose prefixes can'
      );
  }
}

function cutNetwork(network: layers.LayersModel, dimension: number): layers.LayersModel {
  const whole = network.getLayer(shadowLayer);
  const [input] = network.inputs;
  const [kernel] = whole.getWeights() as tf.Tensor2D[]; // [D, d]
  invariant(input && kernel, 'a shadow is a product');
  // Grown anew from an input of its own, so that the layers count this owner too.
  const inputs = layers.input({ name: input.name, shape: input.shape.slice(1) });
  const [embedding, before] = regrow(
    [network.outputs[0] as layers.SymbolicTensor, whole.input as layers.SymbolicTensor],
    new Map([[input.id, inputs]]),
  );
  invariant(embedding && before, 'a network gives an embedding');
  const layer = layers.layers.dense({ name: shadowLayer, units: dimension, useBias: false });
  const shadow = layer.apply(before) as layers.SymbolicTensor; // [B, dimension]
  tf.tidy(() => layer.setWeights([tf.slice2d(kernel, [0, 0], [kernel.shape[0], dimension])]));
  return layers.model({ name: network.name, inputs, outputs: [embedding, shadow] });
}
