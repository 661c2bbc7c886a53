import * as tf from '@tensorflow/tfjs-core';
import { invariant } from '../errors/index.js';
import { descentRule, type Moments, type Rule } from './descent-rules.js';
import { type FlatParameters, flatParameters } from './flat-parameters.js';
import type { OptimizerConfig } from './optimizer-config.js';

/** Variables that are trained at a rate of their own. */
export interface ParameterGroup {
  readonly variables: readonly tf.Variable[];
  /** Relative to the rate of the step. */
  readonly rateFactor: number;
}

/** All that an optimizer remembers, for a checkpoint. */
export interface OptimizerState {
  readonly step: number;
  readonly moments: readonly Float32Array[];
}

export interface Optimizer {
  /** One descent along the gradients, by variable names, which stay the caller's. */
  apply(gradients: tf.NamedTensorMap, learningRate: number): void;
  state(): Promise<OptimizerState>;
  restore(state: OptimizerState): void;
  dispose(): void;
}

interface Trained {
  readonly parameters: FlatParameters;
  readonly rateFactor: number;
  /** 1 - rate * decay is what is left of a weight; null without decay. [P] */
  readonly decayed: tf.Tensor1D | null;
  moments: Moments;
}

/** Trains groups of variables together; the length of the gradient is that of all of them. */
export function createOptimizer(
  config: OptimizerConfig,
  groups: readonly ParameterGroup[],
): Optimizer {
  const rule = descentRule(config);
  const { weightDecay, clipNorm } = config;
  const trained = trainedGroups(groups, { rule, decays: weightDecay > 0 });
  let step = 0;

  const applyGroup = (group: Trained, gradient: tf.Tensor1D, learningRate: number): void => {
    const next = tf.tidy(() => {
      const rate = learningRate * group.rateFactor;
      const before = group.parameters.read();
      const values =
        group.decayed === null
          ? before
          : tf.mul<tf.Tensor1D>(before, tf.sub(1, tf.mul(group.decayed, rate * weightDecay)));
      const next = rule.apply({ values, gradient, moments: group.moments, step, rate });
      group.parameters.write(next.values);
      return [...next.moments];
    });
    tf.dispose([...group.moments]);
    group.moments = next;
  };

  return {
    apply: (gradients, learningRate) => {
      step++;
      const flat = tf.tidy(() => {
        const whole = trained.map(({ parameters }) => parameters.flatten(gradients));
        return clipNorm === null ? whole : clip(whole, clipNorm);
      });
      trained.forEach((group, position) => {
        applyGroup(group, flat[position] as tf.Tensor1D, learningRate);
      });
      tf.dispose(flat);
    },
    state: async () => {
      const moments = trained.flatMap((group) => [...group.moments]);
      const read = await Promise.all(moments.map((moment) => moment.data<'float32'>()));
      return { step, moments: read };
    },
    restore: (state) => {
      const left = [...state.moments];
      step = state.step;
      for (const group of trained) {
        tf.dispose([...group.moments]);
        group.moments = group.moments.map(() => {
          const values = left.shift();
          invariant(values?.length === group.parameters.size, 'moments are those of the groups');
          return tf.tensor1d(values, 'float32');
        });
      }
    },
    dispose: () => {
      for (const { moments, decayed } of trained) {
        tf.dispose([...moments, ...(decayed === null ? [] : [decayed])]);
      }
    },
  };
}

interface Wanted {
  readonly rule: Rule;
  readonly decays: boolean;
}

function trainedGroups(groups: readonly ParameterGroup[], { rule, decays }: Wanted): Trained[] {
  return groups
    .filter(({ variables }) => variables.length > 0)
    .map(({ variables, rateFactor }) => {
      const parameters = flatParameters(variables);
      const zeros = () => tf.zeros<tf.Rank.R1>([parameters.size]);
      return {
        parameters,
        rateFactor,
        decayed: decays ? parameters.matrices() : null,
        moments: Array.from({ length: rule.moments }, zeros),
      };
    });
}

/** Shortens the gradient to `longest`, without reading a number back. */
function clip(gradients: readonly tf.Tensor1D[], longest: number): tf.Tensor1D[] {
  const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
  const length = tf.sqrt(tf.addN(squares));
  const factor = tf.div(longest, tf.maximum(length, longest));
  return gradients.map((gradient) => tf.mul(gradient, factor));
}
