import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../backend/index.js';
import { createRandom } from '../random/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { createOptimizer } from './optimizer.js';
import type { OptimizerConfig } from './optimizer-config.js';
import { weightAverage } from './weight-average.js';

beforeAll(async () => {
  await selectEngineBackend();
});

const adam: OptimizerConfig = { kind: 'adam', learningRate: 0.1, weightDecay: 0, clipNorm: null };
const sgd: OptimizerConfig = { ...adam, kind: 'sgd', momentum: 0.9 };

function weights(): [matrix: tf.Variable, bias: tf.Variable] {
  const random = createRandom(1);
  const drawn = (length: number) => Array.from({ length }, () => random.normal());
  return tf.tidy(() => [
    tf.variable(tf.tensor2d(drawn(6), [2, 3])),
    tf.variable(tf.tensor1d(drawn(3))),
  ]);
}

/** A loss whose gradient differs in every number and step. */
function gradientsOf([matrix, bias]: readonly tf.Variable[]): tf.NamedTensorMap {
  const { grads, value } = tf.variableGrads(
    () => tf.sum(tf.square(tf.add(tf.square(matrix as tf.Tensor), bias as tf.Tensor))),
    [matrix as tf.Variable, bias as tf.Variable],
  );
  value.dispose();
  return grads;
}

function numbers(variables: readonly tf.Tensor[]): number[] {
  return variables.flatMap((variable) => [...variable.dataSync()]);
}

/** The weights after `steps` steps of our optimizer, with both variables in groups of their own. */
function trained(config: OptimizerConfig, { steps = 5, rateFactor = 1 } = {}): number[] {
  const variables = weights();
  const optimizer = createOptimizer(config, [
    { variables: [variables[0]], rateFactor: 1 },
    { variables: [], rateFactor: 1 },
    { variables: [variables[1]], rateFactor },
  ]);
  for (let step = 0; step < steps; step++) {
    const gradients = gradientsOf(variables);
    optimizer.apply(gradients, 0.01);
    tf.dispose(gradients);
  }
  const result = numbers(variables);
  optimizer.dispose();
  tf.dispose(variables);
  return result;
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, at) => {
    expect(value).toBeCloseTo(expected[at] as number, 5);
  });
}

/** The same descent, number by number, with `move` telling what a weight loses. */
function naive(
  move: (gradient: number, at: number, weight: number) => number,
  scale: (gradient: readonly number[]) => number = () => 1,
): number[] {
  const variables = weights();
  for (let step = 0; step < 5; step++) {
    const gradients = gradientsOf(variables);
    const flat = numbers(variables.map(({ name }) => gradients[name] as tf.Tensor));
    const factor = scale(flat);
    const next = numbers(variables).map(
      (weight, at) => weight - move((flat[at] as number) * factor, at, weight),
    );
    variables[0].assign(tf.tensor2d(next.slice(0, 6), [2, 3]));
    variables[1].assign(tf.tensor1d(next.slice(6)));
    tf.dispose(gradients);
  }
  const result = numbers(variables);
  tf.dispose(variables);
  return result;
}

describe('createOptimizer', () => {
  it("descends as TensorFlow.js's Adam does", () => {
    const variables = weights();
    const oracle = tf.train.adam(0.01);
    for (let step = 0; step < 5; step++) {
      const gradients = gradientsOf(variables);
      oracle.applyGradients(gradients as Record<string, tf.Variable>);
      tf.dispose(gradients);
    }
    expectClose(trained(adam), numbers(variables));
    oracle.dispose();
    tf.dispose(variables);
  });

  it('takes the same step in one pass as kernel by kernel', async () => {
    const inOnePass = trained(adam);
    await selectBackend('cpu');
    expectClose(inOnePass, trained(adam));
    await selectEngineBackend();
  });

  it('descends with momentum', () => {
    const velocity = new Array<number>(9).fill(0);
    const expected = naive((gradient, at) => {
      velocity[at] = 0.9 * (velocity[at] as number) + gradient;
      return 0.01 * (velocity[at] as number);
    });
    expectClose(trained(sgd), expected);
  });

  it('decays matrices, not biases, apart from the gradient', () => {
    const plain = { ...sgd, momentum: 0, weightDecay: 0.5 };
    const expected = naive(
      (gradient, at, weight) => 0.01 * gradient + (at < 6 ? 0.01 * 0.5 * weight : 0),
    );
    expectClose(trained(plain), expected);
  });

  it('shortens the gradient of all groups together, and only a long one', () => {
    const length = (gradient: readonly number[]) => Math.hypot(...gradient);
    const plain = { ...sgd, momentum: 0, clipNorm: 0.7 };
    const expected = naive(
      (gradient) => 0.01 * gradient,
      (gradient) => Math.min(1, 0.7 / length(gradient)),
    );
    expectClose(trained(plain), expected);
    expectClose(trained({ ...plain, clipNorm: 1e6 }), trained({ ...plain, clipNorm: null }));
  });

  it('trains a group at its own rate', () => {
    const plain = { ...sgd, momentum: 0 };
    const expected = naive((gradient, at) => (at < 6 ? 0.01 : 0.1) * gradient);
    expectClose(trained(plain, { rateFactor: 10 }), expected);
  });

  it.each([adam, sgd])(
    'goes on from its state as if it had never stopped: $kind',
    async (config) => {
      const before = tf.memory().numTensors;
      const variables = weights();
      const groups = [{ variables, rateFactor: 1 }];
      let optimizer = createOptimizer(config, groups);
      for (let step = 0; step < 5; step++) {
        if (step === 2) {
          const state = await optimizer.state();
          optimizer.dispose();
          optimizer = createOptimizer(config, groups);
          optimizer.restore(state);
        }
        const gradients = gradientsOf(variables);
        optimizer.apply(gradients, 0.01);
        tf.dispose(gradients);
      }
      expect(numbers(variables)).toEqual(trained(config));
      optimizer.dispose();
      tf.dispose(variables);
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});

describe('weightAverage', () => {
  it('averages, runs work on the average, and gives the trained weights back', async () => {
    const before = tf.memory().numTensors;
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([0, 10])));
    const average = weightAverage([variable], 0.5);
    let expected = [0, 10];
    for (let step = 1; step <= 4; step++) {
      tf.tidy(() => variable.assign(tf.add(variable, 1)));
      average.update();
      const keep = Math.min(0.5, (1 + step) / (10 + step));
      expected = expected.map((value, at) => keep * value + (1 - keep) * (at * 10 + step));
    }
    const within = await average.within(async () => numbers([variable]));
    expectClose(within, expected);
    expect(numbers([variable])).toEqual([4, 14]);
    const state = await average.state();
    const other = weightAverage([variable], 0.5);
    other.restore(state);
    expect(await other.state()).toEqual(state);
    average.dispose();
    other.dispose();
    variable.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
