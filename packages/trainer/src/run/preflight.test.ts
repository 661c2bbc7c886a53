import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';
import type { Budgets } from './preflight.js';
import { type RunMessage, trainingRun } from './training-run.js';

async function run(budgets: Budgets, epochs = 2): Promise<RunMessage[]> {
  const root = await temporaryDirectory();
  const messages: RunMessage[] = [];
  const running = trainingRun({
    data: { location: await drawColours(root) },
    backend: 'wasm',
    configure: async () => ({ ...tinyConfig, epochs }),
    backbones: join(root, 'backbones'),
    outputDirectory: join(root, 'model'),
    budgets,
    name: 'model',
  });
  for await (const message of running) {
    messages.push(message);
  }
  return messages;
}

it('tells what a training will take, and trains what the budgets allow', async () => {
  const messages = await run({ seconds: 3600, bytes: 2 ** 36 });
  const estimate = messages.find(({ kind }) => kind === 'estimate');
  expect(estimate).toMatchObject({ bytes: expect.any(Number), seconds: expect.any(Number) });
  const { bytes, seconds } = estimate as Extract<RunMessage, { kind: 'estimate' }>;
  // More than the process has and less than it could ever need; some milliseconds a step.
  expect(bytes).toBeGreaterThan(process.memoryUsage.rss() / 2);
  expect(bytes).toBeLessThan(2 ** 31);
  expect(seconds).toBeGreaterThan(0.001);
  expect(seconds).toBeLessThan(60);
  expect(messages.at(-1)?.kind).toBe('succeeded');
});

it('refuses a training that needs more memory before pictures are read', async () => {
  await expect(run({ seconds: null, bytes: 2 ** 20 })).rejects.toMatchObject({
    code: 'budget_exceeded',
    message: expect.stringMatching(
      /^The training needs about \d+ MB and may take 1 MB: \d+ MB the process, .* MB the loss/,
    ),
  });
});

it('refuses a training that needs more time, with the numbers', async () => {
  await expect(run({ seconds: 1, bytes: null }, 100_000)).rejects.toMatchObject({
    code: 'budget_exceeded',
    message: expect.stringMatching(
      /may take 1 s: 300000 steps of \d+ ms and 100000 validations of \d+ ms\. Train /,
    ),
  });
});
