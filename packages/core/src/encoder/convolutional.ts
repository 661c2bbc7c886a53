/**
 * A small convolutional encoder that trains from scratch in minutes on a processor. A block is
 * convolution 3x3 -> max pooling 2x2 -> batch norm -> relu: pooling before normalizing leaves a
 * quarter of the numbers to normalize.
 *
 * The first convolution has a relu of its own: TensorFlow.js computes the gradient of a linear
 * convolution to its input even where nobody asks for it, as for the pixels, and that is a sixth of
 * a training step.
 */
import * as layers from '@tensorflow/tfjs-layers';
import type { Random } from '../random/index.js';
import type { ConvolutionalConfig } from './encoder-config.js';
import { type Block, fuseInTraining } from './fused-block.js';
import { blockWidths } from './net-size.js';
import { seededKernel } from './seeded-kernel.js';

/**
 * The moving averages that stand in for the batch's own statistics after training. The usual 0.99
 * needs several hundred steps to forget its start, more than a quick training has.
 */
const batchNormMomentum = 0.9;
const batchNormEpsilon = 1e-3;

interface ConvolutionalEncoderOptions {
  readonly pixels: layers.SymbolicTensor; // [B, H, W, C], about -1..1
  readonly config: ConvolutionalConfig;
  readonly random: Random;
}

interface BlockOptions {
  readonly name: string;
  readonly filters: number;
  readonly isFirst: boolean;
  readonly random: Random;
}

function createBlock({ name, filters, isFirst, random }: BlockOptions): Block {
  const numbers = { epsilon: batchNormEpsilon, momentum: batchNormMomentum };
  return {
    convolution: layers.layers.conv2d({
      name: `${name}_convolution`,
      filters,
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      activation: isFirst ? 'relu' : 'linear',
      kernelInitializer: seededKernel(random),
    }),
    pooling: layers.layers.maxPooling2d({ name: `${name}_pooling`, poolSize: 2 }),
    normalization: layers.layers.batchNormalization({ name: `${name}_norm`, ...numbers }),
    activation: layers.layers.reLU({ name: `${name}_relu` }),
    isFirst,
    ...numbers,
  };
}

/** pixels [B, H, W, C] -> embedding [B, D] */
export function convolutionalEncoder(options: ConvolutionalEncoderOptions): layers.SymbolicTensor {
  const { pixels, config, random } = options;
  let features = pixels;
  const side = Math.min(...(pixels.shape.slice(1, 3) as number[]));
  blockWidths(config.widths, side).forEach((filters, index) => {
    const block = createBlock({ name: `block${index + 1}`, filters, isFirst: index === 0, random });
    fuseInTraining(block);
    for (const layer of [block.convolution, block.pooling, block.normalization, block.activation]) {
      features = layer.apply(features) as layers.SymbolicTensor; // [B, H / 2, W / 2, filters]
    }
  });
  const averaged = layers.layers
    .globalAveragePooling2d({ name: 'average', dataFormat: 'channelsLast' })
    .apply(features) as layers.SymbolicTensor; // [B, filters]
  return layers.layers
    .dense({
      name: 'embedding',
      units: config.embeddingDimension,
      kernelInitializer: seededKernel(random),
    })
    .apply(averaged) as layers.SymbolicTensor;
}
