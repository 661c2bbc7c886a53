/**
 * Our losses against those of pytorch-metric-learning 2.9, value and gradients, on batches that
 * `testing/make_pml_fixture.py` has drawn and computed. Where a definition differs the case says so
 * in `difference`, holds the paper's definition put together from the library's parts, and in
 * `unconverted` what the library itself answers.
 *
 * Not among them, because the library does not have it: Shadow Loss with norms.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { MiningConfig } from '../mining/index.js';
import { selectEngineBackend } from '../testing/index.js';
import { type LossConfig, lossConfigSchema, lossKinds } from './loss-config.js';
import { expectNear } from './testing/check-loss.js';
import { evaluateLoss } from './testing/evaluate-loss.js';
import type { Batch, Vector } from './testing/vectors.js';

interface Case {
  readonly name: string;
  readonly config: LossConfig;
  readonly mining: MiningConfig;
  readonly batch: string;
  readonly loss: number;
  readonly gradient: readonly Vector[] /* [S][D] */;
  /** Empty for a loss without proxies. [M][D] */
  readonly proxyGradient: readonly Vector[];
  readonly difference?: string;
  readonly unconverted?: number;
}

interface Fixture {
  readonly batches: Readonly<Record<string, Batch>>;
  readonly proxies: readonly Vector[] /* [M][D] */;
  readonly cases: readonly Case[];
}

const { batches, proxies, cases } = JSON.parse(
  readFileSync(new URL('./testing/pml-fixture.json', import.meta.url), 'utf8'),
) as Fixture;

describe('pytorch-metric-learning', () => {
  beforeAll(() => selectEngineBackend());

  it.each(cases)('agrees: $name', ({ config, mining, batch: name, ...expected }) => {
    const batch = { ...(batches[name] as Batch), proxies };
    const checked = lossConfigSchema.parse(config);
    for (const blockRows of [undefined, 3]) {
      expectNear(evaluateLoss(batch, checked, { mining, blockRows }), expected);
    }
  });

  it('is compared for each of the losses', () => {
    const compared = new Set(cases.map(({ config }) => config.kind));
    expect([...compared].toSorted()).toEqual(lossKinds.toSorted());
  });

  it('differs only where the case says so', () => {
    for (const { loss, difference, unconverted } of cases) {
      expect(unconverted === undefined || difference !== undefined).toBe(true);
      expect(unconverted).not.toBe(loss);
    }
  });
});
