/**
 * The most bytes that tensors take in a training step: weights, the optimizer's moments, the batch,
 * activations, what the loss keeps, gradients, and the temporaries inside kernels. Counted on the
 * WebAssembly heap, tensor by tensor, in the product's own loop, and so in the same way for every
 * loss. Plain arrays beside the tensors (in a loss a few rows as long as the batch) do not count.
 */
import * as tf from '@tensorflow/tfjs-core';
import { train } from '@umbra/core/training';
import { configOf, type Trial } from './trial.js';

/** The first step may start what stays; the second is like all others. */
const steps = 2;

/** What the counter takes part in: TensorFlow.js's storage of a backend. */
interface Storage {
  move(id: object, values: unknown, shape: number[], dtype: tf.DataType, references: number): void;
  disposeData(id: object, force?: boolean): boolean;
}

export async function peakStepBytes(trial: Trial): Promise<number> {
  const counter = countBytes(tf.backend() as unknown as Storage);
  const training = train({ examples: trial.task.train, config: configOf(trial) });
  try {
    let taken = 0;
    while (taken < steps) {
      const { value, done } = await training.next();
      if (done) {
        break;
      }
      taken += value.kind === 'step' ? 1 : 0;
    }
    return counter.peak();
  } finally {
    await training.return(undefined as never);
    counter.stop();
  }
}

/** Counts what is put into the storage from now on and still there. */
function countBytes(storage: Storage) {
  const { move, disposeData } = storage;
  const live = new Map<object, number>();
  let bytes = 0;
  let peak = 0;
  storage.move = (id, values, shape, dtype, references) => {
    const size = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype);
    live.set(id, size);
    bytes += size;
    peak = Math.max(peak, bytes);
    move.call(storage, id, values, shape, dtype, references);
  };
  storage.disposeData = (id, force) => {
    const released = disposeData.call(storage, id, force);
    if (released) {
      bytes -= live.get(id) ?? 0;
      live.delete(id);
    }
    return released;
  };
  return { peak: () => peak, stop: () => Object.assign(storage, { move, disposeData }) };
}
