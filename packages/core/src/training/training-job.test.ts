import { describe, expect, it } from 'vitest';
import { presetConfig } from './presets.js';
import {
  trainingJobSchema,
  type WorkerMessage,
  workerMessageSchema,
  workerRequestSchema,
} from './training-job.js';

const size = { width: 40, height: 30, channels: 3 } as const;
const config = presetConfig('quick', { classes: 4, images: 90, typicalSize: size }, 1);
const metrics = { recallAt: { '1': 0.75, '5': 1 }, rPrecision: 0.5, mapAtR: 0.25, queries: 12 };
const backend = { name: 'wasm', detail: 'TensorFlow.js wasm' } as const;
const timing = { elapsedMs: 12.5, secondsLeft: null, imagesPerSecond: 80 };

const messages: WorkerMessage[] = [
  { kind: 'preparing', stage: 'features', done: 3, total: 90 },
  { kind: 'backend', backend },
  { kind: 'config', config },
  { kind: 'estimate', bytes: 3e8, seconds: 61.5 },
  {
    kind: 'event',
    event: {
      kind: 'started',
      classes: 4,
      trainImages: 72,
      validationImages: 18,
      parameters: 4000,
      epochs: 10,
      steps: 40,
    },
    ...timing,
  },
  {
    kind: 'event',
    event: { kind: 'step', step: 1, epoch: 1, loss: 0.2, activeShare: 0.9 },
    ...timing,
  },
  { kind: 'event', event: { kind: 'epoch', epoch: 1, loss: 0.2, validation: metrics }, ...timing },
  {
    kind: 'event',
    event: { kind: 'finished', metrics, baseline: metrics, bestEpoch: 1, end: 'complete' },
    ...timing,
  },
  { kind: 'event', event: { kind: 'checkpoint', step: 9 }, ...timing },
  {
    kind: 'event',
    event: { kind: 'resumed', step: 9, epochs: [{ epoch: 1, loss: 0.2, validation: metrics }] },
    ...timing,
  },
  { kind: 'skipped', path: 'nut/3.jpg', reason: 'damaged' },
  {
    kind: 'succeeded',
    card: {
      formatVersion: 1,
      name: 'parts',
      createdAt: '2026-01-02T03:04:05.000Z',
      config,
      classes: ['bolt', 'nut'],
      embeddingDimension: 128,
      shadowDimension: 64,
      input: config.input,
      metrics,
      baseline: metrics,
      seed: 1,
      versions: { umbra: '0.1.0', tfjs: '4.22.0' },
      backend,
      files: { 'model.json': { bytes: 10, sha256: 'ab'.repeat(32) } },
    },
  },
  { kind: 'cancelled' },
  { kind: 'failed', code: 'training_failed', message: 'The loss is no longer a number.' },
];

describe('the training protocol', () => {
  it.each(messages.map((message) => [message.kind, message] as const))(
    'takes a message %s as it comes out of the channel',
    (_kind, message) => {
      expect(workerMessageSchema.parse(JSON.parse(JSON.stringify(message)))).toEqual(message);
    },
  );

  it('takes a job by preset and by configuration, with and without a cache', () => {
    const places = { outputDirectory: '/model', backbonesDirectory: '/backbones' };
    const job = { manifest: '/a.ndjson', ...places, seed: 1, backend: 'auto' };
    const byPreset = { ...job, training: { preset: 'balanced', backbone: 'none' } };
    const byConfig = { ...job, training: { config }, cacheDirectory: '/cache' };
    const resumable = { ...byPreset, checkpoint: { file: '/a.checkpoint', everySeconds: 30 } };
    const onFrom = { ...byPreset, from: { directory: '/old' } };
    for (const full of [byPreset, byConfig, resumable, onFrom]) {
      expect(trainingJobSchema.parse(full)).toEqual(full);
      const request = { kind: 'start', job: full };
      expect(workerRequestSchema.parse(request)).toEqual(request);
    }
    expect(trainingJobSchema.safeParse({ ...byPreset, training: { preset: 'best' } }).success).toBe(
      false,
    );
  });

  it('refuses what the other side cannot have meant', () => {
    expect(workerRequestSchema.safeParse({ kind: 'stop' }).success).toBe(false);
    const failed = { kind: 'failed', code: 'unheard_of', message: '' };
    expect(workerMessageSchema.safeParse(failed).success).toBe(false);
  });
});
