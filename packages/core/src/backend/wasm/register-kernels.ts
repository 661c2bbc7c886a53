import * as tf from '@tensorflow/tfjs-core';
import * as fused from '../fused-kernels.js';
import { replaceKernel } from '../replace-kernel.js';
import { adamStep } from './adam-step.js';
import { avgPoolGrad } from './avg-pool-grad.js';
import { batchMatMul } from './batch-mat-mul.js';
import type { CompiledKernels } from './compiled-kernels.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { depthwiseBackpropFilter } from './depthwise-backprop-filter.js';
import { depthwiseBackpropInput } from './depthwise-backprop-input.js';
import { filterGradient } from './filter-gradient.js';
import { fusedMatMul } from './fused-mat-mul.js';
import { identity } from './identity.js';
import { registeredKernel } from './kernel-calls.js';
import { mean, sum } from './leading-axes.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { poolNormalizeRelu, poolNormalizeReluGrad } from './pool-normalize-relu.js';
import { withExplicitPads } from './same-padding.js';
import { slice, split } from './slice.js';
import { tile } from './tile.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

const backendName = 'wasm';
const stock = registeredKernel;

/** What the wasm backend lacks or gets wrong; without it no net trains. */
export function registerRepairs(): void {
  replaceKernel({ backendName, kernelName: tf.Conv2DBackpropFilter, run: conv2dBackpropFilter });
  replaceKernel({
    backendName,
    kernelName: tf.DepthwiseConv2dNativeBackpropFilter,
    run: depthwiseBackpropFilter,
  });
  replaceKernel({
    backendName,
    kernelName: tf.DepthwiseConv2dNativeBackpropInput,
    run: depthwiseBackpropInput,
  });
  replaceKernel({ backendName, kernelName: tf.AvgPoolGrad, run: avgPoolGrad });
  replaceKernel({ backendName, kernelName: tf.MaxPoolGrad, run: maxPoolGrad });
  replaceKernel({ backendName, kernelName: tf.UnsortedSegmentSum, run: unsortedSegmentSum });
  replaceKernel({
    backendName,
    kernelName: tf._FusedMatMul,
    run: fusedMatMul(stock(tf._FusedMatMul)),
  });
  for (const kernelName of [tf.Conv2D, tf.FusedConv2D]) {
    const run = withExplicitPads(stock(kernelName), { depthwise: false });
    replaceKernel({ backendName, kernelName, run });
  }
  for (const kernelName of [tf.DepthwiseConv2dNative, tf.FusedDepthwiseConv2D]) {
    const run = withExplicitPads(stock(kernelName), { depthwise: true });
    replaceKernel({ backendName, kernelName, run });
  }
}

/** What the wasm backend has and does too slowly for training. */
export function registerFasterKernels(): void {
  replaceKernel({ backendName, kernelName: tf.Conv2DBackpropInput, run: conv2dBackpropInput });
  replaceKernel({ backendName, kernelName: tf.Identity, run: identity(stock(tf.Identity)) });
  replaceKernel({ backendName, kernelName: tf.Slice, run: slice(stock(tf.Slice)) });
  replaceKernel({ backendName, kernelName: tf.SplitV, run: split(stock(tf.SplitV)) });
  replaceKernel({ backendName, kernelName: tf.Sum, run: sum(stock(tf.Sum)) });
  replaceKernel({ backendName, kernelName: tf.Mean, run: mean(stock(tf.Mean)) });
  replaceKernel({ backendName, kernelName: tf.Tile, run: tile(stock(tf.Tile)) });
  replaceKernel({
    backendName,
    kernelName: tf.BatchMatMul,
    run: batchMatMul(stock(tf.BatchMatMul)),
  });
}

/** What is compiled: a faster gradient, and what no backend has (see `../fused-kernels.ts`). */
export function registerCompiledKernels(compiled: CompiledKernels): void {
  replaceKernel({
    backendName,
    kernelName: fused.poolNormalizeRelu,
    run: poolNormalizeRelu(compiled),
  });
  replaceKernel({
    backendName,
    kernelName: fused.poolNormalizeReluGrad,
    run: poolNormalizeReluGrad(compiled),
  });
  replaceKernel({
    backendName,
    kernelName: tf.Conv2DBackpropFilter,
    run: filterGradient(compiled),
  });
  replaceKernel({ backendName, kernelName: fused.adamStep, run: adamStep(compiled) });
}
