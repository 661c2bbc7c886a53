/**
 * PoolNormalizeRelu and its gradient on wasm (see `../fused-kernels.ts`), by compiled kernels.
 *
 * Layer by layer the gradient of a batch normalization is some thirty kernels, each of which reads
 * and writes all numbers. Here it is two passes: the sums over the batch, and then
 *
 *   dP = gain / s (G - sum(G) / M - (P - mean) sum(G (P - mean)) / (M s^2)),  s^2 = variance + e
 *
 * with G = dY where Y > 0 and M the numbers of a channel, handed to the largest of each window in
 * the same pass.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { invariant } from '../../errors/index.js';
import type { PoolNormalizeReluAttributes as Attributes } from '../fused-kernels.js';
import type { KernelCall } from '../replace-kernel.js';
import { addressOf, type CompiledKernels } from './compiled-kernels.js';
import { free } from './kernel-calls.js';

interface Inputs {
  readonly x: TensorInfo /* [N, H, W, C] */;
  readonly gain: TensorInfo /* [C] */;
  readonly offset: TensorInfo /* [C] */;
}

/** Output Y and pooled P [N, H / 2, W / 2, C], mean and variance [C]. */
export function poolNormalizeRelu(compiled: CompiledKernels) {
  return (call: KernelCall<BackendWasm, Inputs, Attributes>): TensorInfo[] =>
    forward(compiled, call);
}

function forward(
  compiled: CompiledKernels,
  { inputs, attrs: { epsilon, reluFirst }, backend }: KernelCall<BackendWasm, Inputs, Attributes>,
): TensorInfo[] {
  const { images, height, width, channels, pooledShape, rows } = sizesOf(inputs.x);
  // All tensors first: making one may move the heap, and views taken before would be detached.
  const [output, pooled] = make(backend, pooledShape, pooledShape);
  const [mean, variance, scale, shift] = make(
    backend,
    [channels],
    [channels],
    [channels],
    [channels],
  );
  const [sums] = make(backend, [2 * channels]); // float64 [C]
  const at = (tensor: TensorInfo): number => addressOf(backend, tensor);
  const values = (tensor: TensorInfo): Float32Array => valuesOf(backend, tensor);

  compiled.poolMax(at(inputs.x), at(pooled), floorOf(reluFirst), images, height, width, channels);
  compiled.columnSums(at(pooled), at(sums), rows, channels);
  values(mean).set(doublesOf(backend, sums).map((sum) => sum / rows));
  compiled.columnSquares(at(pooled), at(mean), at(sums), rows, channels);
  values(variance).set(doublesOf(backend, sums).map((sum) => sum / rows));

  const factors = values(inputs.gain).map(
    (gain, channel) => gain / Math.sqrt(entry(values(variance), channel) + epsilon),
  );
  values(scale).set(factors);
  values(shift).set(
    values(inputs.offset).map(
      (offset, channel) => offset - entry(factors, channel) * entry(values(mean), channel),
    ),
  );
  compiled.scaleRelu(at(pooled), at(scale), at(shift), at(output), rows, channels);
  free(backend, scale, shift, sums);
  return [output, pooled, mean, variance];
}

interface GradientInputs extends Omit<Inputs, 'offset'> {
  readonly dy: TensorInfo /* [N, H / 2, W / 2, C] */;
  readonly output: TensorInfo /* [N, H / 2, W / 2, C] */;
  readonly pooled: TensorInfo /* [N, H / 2, W / 2, C] */;
  readonly mean: TensorInfo /* [C] */;
  readonly variance: TensorInfo /* [C] */;
}

/** dX [N, H, W, C], dgain [C], doffset [C]. */
export function poolNormalizeReluGrad(compiled: CompiledKernels) {
  return (call: KernelCall<BackendWasm, GradientInputs, Attributes>): TensorInfo[] =>
    backward(compiled, call);
}

function backward(
  compiled: CompiledKernels,
  {
    inputs: { dy, x, output, pooled, mean, variance, gain },
    attrs: { epsilon, reluFirst },
    backend,
  }: KernelCall<BackendWasm, GradientInputs, Attributes>,
): TensorInfo[] {
  const { images, height, width, channels, rows } = sizesOf(x);
  const [dx] = make(backend, x.shape);
  const [dGain, dOffset, scale, shift] = make(
    backend,
    [channels],
    [channels],
    [channels],
    [channels],
  );
  const [slope, sums, products] = make(backend, [channels], [2 * channels], [2 * channels]);
  const at = (tensor: TensorInfo): number => addressOf(backend, tensor);
  const values = (tensor: TensorInfo): Float32Array => valuesOf(backend, tensor);

  const batch = [dy, pooled, output, mean].map(at);
  compiled.gradientSums(...batch, at(sums), at(products), rows, channels);
  const [passed, aligned] = [doublesOf(backend, sums), doublesOf(backend, products)];
  for (let channel = 0; channel < channels; channel++) {
    const spread = entry(values(variance), channel) + epsilon; // s^2
    const factor = entry(values(gain), channel) / Math.sqrt(spread);
    values(dOffset)[channel] = entry(passed, channel);
    values(dGain)[channel] = entry(aligned, channel) / Math.sqrt(spread);
    values(scale)[channel] = factor;
    values(shift)[channel] = (factor * entry(passed, channel)) / rows;
    values(slope)[channel] = (factor * entry(aligned, channel)) / (rows * spread);
  }
  compiled.poolGradient(
    ...[x, pooled, output, dy, mean, scale, shift, slope].map(at),
    ...[floorOf(reluFirst), at(dx), images, height, width, channels],
  );
  free(backend, scale, shift, slope, sums, products);
  return [dx, dGain, dOffset];
}

/** What an element must exceed to count. */
function floorOf(reluFirst: boolean): number {
  return reluFirst ? 0 : Number.NEGATIVE_INFINITY;
}

function sizesOf({ shape }: TensorInfo) {
  const [images = 0, height = 0, width = 0, channels = 0] = shape;
  invariant(channels % 4 === 0, 'the compiled kernels work on four channels at a time');
  const pooledShape = [images, Math.floor(height / 2), Math.floor(width / 2), channels];
  const rows = images * Math.floor(height / 2) * Math.floor(width / 2);
  return { images, height, width, channels, pooledShape, rows };
}

function make<Shapes extends readonly (readonly number[])[]>(
  backend: BackendWasm,
  ...shapes: Shapes
): { [Position in keyof Shapes]: TensorInfo } {
  const tensors = shapes.map((shape) => backend.makeOutput([...shape], 'float32'));
  return tensors as { [Position in keyof Shapes]: TensorInfo };
}

function valuesOf(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array;
}

/** The float64 numbers [C] that lie in a tensor [2 C]. */
function doublesOf(backend: BackendWasm, tensor: TensorInfo): Float64Array {
  const { buffer, byteOffset, length } = valuesOf(backend, tensor);
  return new Float64Array(buffer, byteOffset, length / 2);
}

function entry(values: Float32Array | Float64Array, index: number): number {
  return values[index] as number;
}
