/**
 * How many bytes a training will need, before it starts. What grows with the slice is measured: two
 * small passes on the backend that will compute, counted tensor by tensor, give the bytes of one
 * more picture, temporaries of the gradients included. The rest is arithmetic, and two allowances
 * that `npm run bench -- estimate` holds against real trainings.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createNetwork, type TrainingConfig } from '../model/index.js';
import { createRandom } from '../random/index.js';
import { sliceSize } from './slice-size.js';
import type { StartNetwork } from './training-run.js';
import { validationImagesMax } from './validation.js';

/** What is known of the examples before they are read. */
export interface ExampleFacts {
  readonly count: number;
  /** Numbers of one example: H * W * C bytes of a picture, or F float32 of features. */
  readonly width: number;
  readonly kind: 'pixels' | 'features';
}

/** Bytes by part; each is the most that the part holds at a time. */
export interface MemoryEstimate {
  /** The decoded pictures or features, and the copies that validation and batches take. */
  readonly examples: number;
  /** Weights, their gradients, the optimizer's moments, the copies that are kept. */
  readonly parameters: number;
  /** What one slice leaves behind for its backward pass. */
  readonly activations: number;
  /** Vectors of the batch, their gradient, and the blocks of similarities. */
  readonly loss: number;
  /** Of a validation. */
  readonly validation: number;
  /** Of the JavaScript engine: young objects, compiled code. */
  readonly engine: number;
}

/** What a loss holds of the similarities at most, whatever the batch (`npm run bench -- loss`). */
const similarityBytesMax = 3 * 2 ** 20;
const float = 4;
/** What the JavaScript engine comes to in a training, whatever is trained. */
const engineBytes = 40 * 2 ** 20;
/**
 * A kernel holds more than its tensors while it runs (a transposed operand, packed filters), and a
 * heap has gaps.
 */
const heapFactor = 1.15;

export function totalBytes(estimate: MemoryEstimate): number {
  const { examples, parameters, activations, loss, validation, engine } = estimate;
  // A validation runs between steps: it takes the place of activations and loss.
  return engine + examples + parameters + Math.max(activations + loss, validation);
}

/** The backend must be selected before. `start` is a network that is trained on. */
export async function estimateMemory(
  config: TrainingConfig,
  facts: ExampleFacts,
  start?: StartNetwork,
): Promise<MemoryEstimate> {
  const { sampling, optimizer, averaging } = config;
  const network =
    start?.network ??
    createNetwork({
      config,
      random: createRandom(config.seed),
      statistics: neutralStatistics(facts.width),
    });
  try {
    const batch = sampling.classes * sampling.images;
    const slice = Math.min(batch, sliceSize(config, network));
    const training = start?.normalization !== 'kept';
    const perPicture = await bytesPerPicture(network, training);
    const [dimension, shadow] = network.outputs.map(({ shape }) => shape[1] as number) as [
      number,
      number,
    ];
    const moments = optimizer.kind === 'adam' ? 2 : 1;
    // Weights and the best ones; gradients by name and flat; in a step the old and the new flat
    // weights and moments, the direction, and what is between.
    const copies = 2 + 2 + 2 + 2 * moments + 3 + (averaging === null ? 0 : 2);
    const exampleBytes = facts.width * (facts.kind === 'features' ? float : 1);
    const validated = Math.min(facts.count, validationImagesMax);
    return {
      // A batch is copied and varied; slice by slice, pictures are made float32 and uploaded. (What
      // lies on the backend then counts as an activation.)
      examples:
        (facts.count + validated + 2 * batch) * exampleBytes +
        (facts.kind === 'features' ? 0 : 2 * slice * facts.width * float),
      parameters: copies * float * network.countParams(),
      activations: slice * perPicture * heapFactor,
      loss: 2 * batch * shadow * float + Math.min(similarityBytesMax, 3 * batch ** 2 * float),
      validation: validated * (dimension + 3 * shadow) * float,
      engine: engineBytes,
    };
  } finally {
    if (start === undefined) {
      network.dispose();
    }
  }
}

function neutralStatistics(width: number) {
  return { mean: new Float32Array(width), deviation: new Float32Array(width).fill(1) };
}

/** What one more picture of a slice adds to the most bytes of a forward and backward pass. */
async function bytesPerPicture(network: LayersModel, training: boolean): Promise<number> {
  const [few, many] = [4, 12];
  const [less, more] = [
    await peakBytes(network, { count: few, training }),
    await peakBytes(network, { count: many, training }),
  ];
  return (more - less) / (many - few);
}

interface Pass {
  /** Pictures. */
  readonly count: number;
  /** Whether normalizations take their statistics from them. */
  readonly training: boolean;
}

async function peakBytes(network: LayersModel, { count, training }: Pass): Promise<number> {
  const [, ...rowShape] = (network.inputs[0]?.shape ?? []) as number[]; // [H, W, C] or [F]
  const shape = [count, ...rowShape];
  const { peakBytes: peak, result } = await tf.profile(() => {
    tf.tidy(() => {
      const inputs = tf.ones(shape);
      tf.variableGrads(() => {
        const outputs = network.apply(inputs, { training }) as tf.Tensor2D[];
        return anyLoss(outputs[1] as tf.Tensor2D) as tf.Scalar;
      });
    });
    return tf.scalar(0);
  });
  tf.dispose(result);
  return peak;
}

/** A number with a gradient, as a loss, that holds nothing else. */
const anyLoss = tf.customGrad((vectors) => ({
  value: tf.scalar(0),
  gradFunc: () => tf.onesLike(vectors as tf.Tensor),
}));
