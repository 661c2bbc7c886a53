/**
 * Compares a loss with its naive definition: value, and gradients by central differences, in one
 * block and in many. The reference is float64, so the tolerances are those of our float32 alone:
 * 1e-5 of the loss, and 1e-4 of the largest entry of the gradient (an entry sums many differences,
 * and small distances are differences of large products).
 */
import { expect } from 'vitest';
import type { MiningConfig } from '../../mining/index.js';
import type { LossConfig } from '../loss-config.js';
import { type Evaluation, evaluateLoss } from './evaluate-loss.js';
import { apart, type Batch, differences, randomBatch, type Vector } from './vectors.js';

interface Reference {
  readonly config: LossConfig;
  readonly mining?: MiningConfig;
  /**
   * The loss by its definition. What a loss takes as given and does not differentiate is read from
   * `fixed`, which is never moved.
   */
  readonly naive: (batch: Batch, fixed: Batch) => number;
}

/** Rows of the Gram matrix at a time: all of them; and three of eleven. */
const blockings = [undefined, 3];

export function expectNaive({ config, mining = { kind: 'all' }, naive }: Reference): void {
  for (const seed of [1, 2, 3]) {
    const batch = randomBatch(seed);
    const loss = naive(batch, batch);
    expect(loss).toBeGreaterThan(0);
    const gradient = differences(batch.embeddings, (embeddings) =>
      naive({ ...batch, embeddings }, batch),
    );
    for (const blockRows of blockings) {
      const found = evaluateLoss(batch, config, { mining, blockRows });
      const proxies = (batch.proxies as readonly Vector[]).slice(0, found.proxyGradient.length);
      const proxyGradient = differences(proxies, (moved) =>
        naive({ ...batch, proxies: moved }, batch),
      );
      expectNear(found, { loss, gradient, proxyGradient });
    }
  }
}

type Expected = Pick<Evaluation, 'loss' | 'gradient' | 'proxyGradient'>;

/** Loss and gradients, as near to the expected ones as float32 allows. */
export function expectNear(found: Expected, expected: Expected): void {
  expect(Math.abs(found.loss - expected.loss)).toBeLessThan(1e-5 * expected.loss);
  expectGradient(found.gradient, expected.gradient);
  expect(found.proxyGradient).toHaveLength(expected.proxyGradient.length);
  if (expected.proxyGradient.length > 0) {
    expectGradient(found.proxyGradient, expected.proxyGradient);
  }
}

function expectGradient(found: readonly Vector[], expected: readonly Vector[]): void {
  const scale = Math.max(...expected.flat().map(Math.abs));
  expect(scale).toBeGreaterThan(1e-3);
  expect(apart(found, expected)).toBeLessThan(1e-4 * scale);
}
