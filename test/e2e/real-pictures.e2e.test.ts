// Shadow Loss against raw pixels on real pictures, by the command line: short trainings on part of
// the data, so that the test stays short. `npm run bench -- recall` measures the whole
// (docs/results.md).
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDataSet } from '../support/data-sets.js';
import { umbra } from '../support/umbra-command.js';

interface Evaluation {
  readonly metrics: { readonly recallAt: { readonly 1: number }; readonly queries: number };
}

const steel = findDataSet('xsdd-steel/x-sdd.tar.gz');
const background = findDataSet('omniglot/images_background.tar.gz');
const evaluation = findDataSet('omniglot/images_evaluation.tar.gz');
const timeout = 300_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umbra-real-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function train(data: string, config: object, ...words: string[]): Promise<string> {
  const out = join(folder, `model-${crypto.randomUUID()}`);
  const configFile = `${out}.json`;
  await writeFile(configFile, JSON.stringify(config));
  await umbra('train', data, '--out', out, '--config', configFile, ...words, ...cache());
  return out;
}

async function recallAt1(model: string, data: string, ...words: string[]): Promise<number> {
  const { metrics } = await umbra<Evaluation>('evaluate', model, data, ...words, ...cache());
  expect(metrics.queries).toBeGreaterThan(300);
  return metrics.recallAt[1];
}

const cache = (): string[] => ['--cache', join(folder, 'cache')];

describe.skipIf(steel === null)(named('X-SDD steel defects', steel), () => {
  it('are told apart far better than by their pixels', { timeout }, async () => {
    const data = steel ?? '';
    const split = ['--unique', '--seed', '1'];
    const config = { input: { width: 48, height: 48 }, epochs: 8 };
    const model = await train(data, config, '--preset', 'quick', '--holdout', '0.3', ...split);
    const trained = await recallAt1(model, data, '--gallery-share', '0.7', ...split);
    const pixels = await recallAt1('baseline-pixels', data, '--gallery-share', '0.7', ...split);
    expect(trained).toBeGreaterThan(pixels + 0.2);
    expect(trained).toBeGreaterThan(0.75);
  });
});

describe.skipIf(background === null || evaluation === null)(
  named('Omniglot characters that were never trained on', evaluation),
  () => {
    it('are told apart better than by their pixels', { timeout }, async () => {
      const seen = [
        ...['Armenian', 'Bengali', 'Cyrillic', 'Greek', 'Hebrew'],
        ...['Japanese_(hiragana)', 'Korean', 'Latin', 'Sanskrit'],
      ];
      const unseen = ['Angelic', 'Mongolian', 'Tengwar'];
      const config = {
        input: { width: 28, height: 28 },
        encoder: { kind: 'convolutional', widths: [32, 64, 64], embeddingDimension: 128 },
        epochs: 2,
        stepsPerEpoch: 70,
      };
      const model = await train(background ?? '', config, '--preset', 'quick', ...include(seen));
      const trained = await recallAt1(model, evaluation ?? '', ...include(unseen));
      const pixels = await recallAt1('baseline-pixels', evaluation ?? '', ...include(unseen));
      // Seeds move it by some points, so do the last bits of a kernel.
      expect(trained).toBeGreaterThan(pixels + 0.05);
    });
  },
);

function include(alphabets: readonly string[]): string[] {
  return alphabets.flatMap((alphabet) => ['--include', alphabet]);
}

/** The report of the tests names the sets that this machine does not have. */
function named(title: string, path: string | null): string {
  return path === null ? `${title} (not on this machine: set UMBRA_DATA)` : title;
}
