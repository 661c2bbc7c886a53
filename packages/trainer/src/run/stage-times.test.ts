import { expect, it } from 'vitest';
import { timeStages } from './stage-times.js';
import type { RunMessage } from './training-run.js';

const preparing = (stage: 'pictures' | 'features', done: number): RunMessage => {
  return { kind: 'preparing', stage, done, total: 10 };
};
const started: RunMessage = {
  kind: 'event',
  event: {
    kind: 'started',
    ...{ classes: 2, trainImages: 8, validationImages: 2 },
    ...{ parameters: 9, epochs: 1, steps: 1 },
  },
  elapsedMs: 0,
  secondsLeft: null,
  imagesPerSecond: null,
};

it('tells how long each stage took', () => {
  let now = 5000;
  const stages = timeStages(() => now);
  const after = (seconds: number, message: RunMessage): void => {
    now += 1000 * seconds;
    stages.read(message);
  };
  after(0, preparing('pictures', 1));
  after(2, preparing('pictures', 10));
  after(1, preparing('features', 4));
  after(3, preparing('features', 10));
  after(4, started);
  now += 8000;
  expect(stages.times()).toEqual({
    pictures: 3,
    features: { seconds: 7, computed: 6 },
    training: 8,
  });
});

it('knows trainings without a backbone', () => {
  let now = 0;
  const stages = timeStages(() => now);
  now = 2000;
  stages.read(started);
  now = 3000;
  expect(stages.times()).toEqual({ pictures: 2, features: null, training: 1 });
});
