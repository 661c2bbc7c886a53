import { z } from 'zod';
import { choice, fields, real } from '../config/index.js';

interface Descent {
  /** The highest rate; the schedule says when it holds. */
  readonly learningRate: number;
  /**
   * Share of itself, times the learning rate, that every weight loses a step; biases and the gains
   * of a normalization are left alone. Decoupled from the gradient: with Adam this is AdamW
   * (Loshchilov and Hutter, 2019).
   */
  readonly weightDecay: number;
  /** The gradient of all weights together is shortened to this length; null: never. */
  readonly clipNorm: number | null;
}

export type OptimizerConfig =
  | (Descent & { readonly kind: 'adam' })
  | (Descent & { readonly kind: 'sgd'; readonly momentum: number });

const descent = {
  learningRate: real({ min: 1e-7, max: 10 }),
  weightDecay: real({ min: 0, max: 1 }).default(0),
  clipNorm: real({ min: 1e-6, max: 1e6 }).nullable().default(null),
};

export const optimizerConfigSchema: z.ZodType<OptimizerConfig> = choice(
  ['adam', 'sgd'],
  [
    fields({ kind: z.literal('adam'), ...descent, learningRate: real({ min: 1e-7, max: 1 }) }),
    fields({
      kind: z.literal('sgd'),
      ...descent,
      momentum: real({ min: 0, max: 0.999 }).default(0.9),
    }),
  ],
);
