/**
 * The comparison of a backend with another. Each case is
 * reduced to a number by a random linear functional, so that every entry of every gradient counts;
 * then value and gradients must agree to 2e-5 of the largest entry (about 200 roundings of
 * float32).
 */
import * as tf from '@tensorflow/tfjs-core';
import { createRandom } from '../random/index.js';
import type { BackendName } from './backend-info.js';
import { selectBackend } from './select-backend.js';

export interface GradientCase {
  readonly name: string;
  readonly shapes: readonly (readonly number[])[];
  readonly compute: (...inputs: tf.Tensor[]) => tf.Tensor;
  readonly tolerance?: number;
}

/** Output outside a gradient (fused kernels run only there), functional, one gradient an input. */
type Outcome = readonly Float32Array[];

/** Numbers in [-1, 1), the same on every backend. */
function draw(shape: readonly number[], seed: number): tf.Tensor {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, () =>
    random.between(-1, 1),
  );
  return tf.tensor(values, [...shape]);
}

function evaluate({ shapes, compute }: GradientCase): Outcome {
  const inputs = shapes.map((shape, index) => draw(shape, index + 1));
  const functional = (...tensors: tf.Tensor[]): tf.Scalar => {
    const output = compute(...tensors);
    return tf.sum(tf.mul(output, draw(output.shape, 99)));
  };
  const output = tf.tidy(() => compute(...inputs));
  const { value, grads } = tf.valueAndGrads(functional)(inputs);
  const outcome = [output, value, ...grads].map((tensor) => Float32Array.from(tensor.dataSync()));
  tf.dispose([output, value, ...grads, ...inputs]);
  return outcome;
}

async function evaluateOn(
  backend: BackendName,
  cases: readonly GradientCase[],
): Promise<{ outcomes: Outcome[]; leaked: readonly [tensors: number, buffers: number] }> {
  await selectBackend(backend);
  const count = (): [number, number] => [tf.memory().numTensors, tf.backend().numDataIds()];
  const before = count();
  const outcomes = cases.map(evaluate);
  const after = count();
  return { outcomes, leaked: [after[0] - before[0], after[1] - before[1]] };
}

/**
 * Largest difference as a share of the largest entry; the functional, a sum, as a share of 3 at
 * least.
 */
function disagreement(expected: Outcome, actual: Outcome): number {
  const shares = expected.map((wanted, index) => {
    const got = actual[index] as Float32Array;
    if (wanted.length !== got.length) {
      return Number.POSITIVE_INFINITY;
    }
    let scale = index === 1 ? 3 : 1e-6;
    let worst = 0;
    wanted.forEach((value, at) => {
      scale = Math.max(scale, Math.abs(value));
      const difference = Math.abs(value - (got[at] as number));
      worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(worst, difference);
    });
    return worst / scale;
  });
  return Math.max(...shares);
}

export interface Disagreement {
  /** The largest difference of each case, as a share of the largest entry. */
  readonly shares: readonly number[];
  /**
   * Cases whose value or gradients differ by more than their tolerance, each with its difference.
   */
  readonly wrong: readonly string[];
  /** Tensors and buffers that were left behind, on each of the two backends. */
  readonly leaked: readonly number[];
}

export async function compareBackends(
  { expected, actual }: { expected: BackendName; actual: BackendName },
  cases: readonly GradientCase[],
): Promise<Disagreement> {
  const wanted = await evaluateOn(expected, cases);
  const got = await evaluateOn(actual, cases);
  const shares = wanted.outcomes.map((outcome, index) =>
    disagreement(outcome, got.outcomes[index] as Outcome),
  );
  const wrong = cases.flatMap(({ name, tolerance = 2e-5 }, index) => {
    const share = shares[index] as number;
    return share < tolerance ? [] : [`${name}: ${share}`];
  });
  return { shares, wrong, leaked: [...wanted.leaked, ...got.leaked] };
}
