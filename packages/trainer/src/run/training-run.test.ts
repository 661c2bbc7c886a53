import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { presetConfig, type TrainingConfig } from '@umbra/core/training';
import { expect, it } from 'vitest';
import { temporaryDirectory, writeFiles } from '../testing/pictures.js';
import { drawColours, tinyConfig } from '../testing/tiny-training.js';
import { type RunMessage, trainingRun } from './training-run.js';

async function run(
  root: string,
  out: string,
  options: { config?: TrainingConfig; holdOut?: { share: number; seed: number } } = {},
): Promise<RunMessage[]> {
  const { config = tinyConfig, holdOut } = options;
  const messages: RunMessage[] = [];
  const running = trainingRun({
    data: { location: join(root, 'colours') },
    backend: 'wasm',
    configure: async () => config,
    backbones: join(root, 'backbones'),
    holdOut,
    outputDirectory: join(root, out),
    name: out,
  });
  for await (const message of running) {
    messages.push(message);
  }
  return messages;
}

it('trains the same weights for a seed and others for another', async () => {
  const root = await temporaryDirectory();
  await drawColours(root);
  const weights = async (out: string, seed: number): Promise<string> => {
    await run(root, out, { config: { ...tinyConfig, seed } });
    return readFile(join(root, out, 'weights.bin'), 'base64');
  };
  const first = await weights('one', 7);
  expect(await weights('two', 7)).toBe(first);
  expect(await weights('three', 8)).not.toBe(first);
});

it('keeps what is held out away from the training', async () => {
  const root = await temporaryDirectory();
  await drawColours(root, { perLabel: 8 });
  const messages = await run(root, 'model', { holdOut: { share: 0.5, seed: 1 } });
  const started = messages.find(
    (message) => message.kind === 'event' && message.event.kind === 'started',
  );
  expect(started).toMatchObject({ event: { trainImages: 6, validationImages: 2, classes: 2 } });
});

it('configures by what the data is, and does not start where something is', async () => {
  const root = await temporaryDirectory();
  const location = await drawColours(root);
  let seen: unknown;
  const configured = trainingRun({
    data: { location },
    backend: 'wasm',
    configure: async (facts) => {
      seen = facts;
      return presetConfig('quick', facts, 1);
    },
    backbones: join(root, 'backbones'),
    outputDirectory: join(root, 'model'),
    name: 'model',
  });
  await configured.next();
  await configured.next();
  await configured.return(undefined);
  const typicalSize = { width: 8, height: 8, channels: 3 };
  expect(seen).toEqual({ classes: 2, images: 12, typicalSize });

  await writeFiles(root, { 'model/x': 'x' });
  await expect(run(root, 'model')).rejects.toMatchObject({ code: 'conflict' });
  await expect(run(root, 'model/x/y')).rejects.toMatchObject({ code: 'unavailable' });
  expect(await readdir(join(root, 'model'))).toEqual(['x']);
});
