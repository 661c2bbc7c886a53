import type { TrainingEvent, WorkerMessage } from '@umbra/core/training';
import { expect, it } from 'vitest';
import { RunProgressTracker } from './run-progress.js';

const measured = (recallAt1: number) => ({
  recallAt: { '1': recallAt1 },
  rPrecision: 0.5,
  mapAtR: 0.4,
  ndcg: 0.45,
  queries: 10,
});

function tracker() {
  const clock = { ms: 0 };
  const tracked = new RunProgressTracker({
    nowMs: () => clock.ms,
    nameOf: (path) => `item of ${path}`,
  });
  const tell = (event: TrainingEvent) =>
    tracked.take({ kind: 'event', event, elapsedMs: 0, secondsLeft: 9, imagesPerSecond: 50 });
  tell({
    kind: 'started',
    classes: 2,
    trainImages: 8,
    validationImages: 2,
    parameters: 100,
    epochs: 2,
    steps: 100,
  });
  return { tracked, tell, clock };
}

const step = (number: number): TrainingEvent => ({
  kind: 'step',
  step: number,
  epoch: 1,
  loss: 1 / number,
  activeShare: 0.5,
});

it('keeps five steps a second, and the last one whenever it comes', () => {
  const { tell, clock } = tracker();
  const kept: number[] = [];
  for (let number = 1; number <= 100; number++) {
    clock.ms += 10;
    if (tell(step(number)) !== null) {
      kept.push(number);
    }
  }
  expect(kept).toEqual([1, 21, 41, 61, 81, 100]);
});

it('goes from 0 to 1 over all phases and never back', () => {
  const { tracked, tell, clock } = tracker();
  const fractions: number[] = [];
  const note = (news: ReturnType<RunProgressTracker['take']>) => {
    if (news?.changes.progress !== undefined) {
      fractions.push(JSON.parse(news.changes.progress).fraction);
    }
  };
  for (let number = 10; number <= 100; number += 10) {
    clock.ms += 1000;
    note(tell(step(number)));
  }
  note(
    tell({
      kind: 'finished',
      metrics: measured(0.9),
      baseline: measured(0.6),
      bestEpoch: 1,
      end: 'complete',
    }),
  );
  for (let done = 0; done <= 4; done++) {
    clock.ms += 1000;
    note(tracked.embed(done, 4));
  }
  fractions.push(JSON.parse(tracked.finished()).fraction);
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions[0]).toBeGreaterThan(0);
  expect(fractions.at(-1)).toBe(1);
});

it('shows the measures of the kept epoch and of the baseline at the end', () => {
  const { tell } = tracker();
  tell({ kind: 'epoch', epoch: 1, loss: 0.2, validation: measured(0.9) });
  tell({ kind: 'epoch', epoch: 2, loss: 0.1, validation: measured(0.8) });
  const news = tell({
    kind: 'finished',
    metrics: measured(0.9),
    baseline: measured(0.6),
    bestEpoch: 1,
    end: 'complete',
  });
  expect(JSON.parse(news?.changes.metrics ?? '')).toEqual({
    loss: 0.1,
    recallAt1: 0.9,
    rPrecision: 0.5,
    mapAtR: 0.4,
    ndcg: 0.45,
    baselineRecallAt1: 0.6,
  });
  expect(news?.events).toEqual([
    { kind: 'finished', bestEpoch: 1, recallAt1: 0.9, baselineRecallAt1: 0.6 },
  ]);
});

it('counts and names what was skipped', () => {
  const { tracked } = tracker();
  const message: WorkerMessage = { kind: 'skipped', path: 'p', reason: 'damaged' };
  expect(tracked.take(message)?.changes).toEqual({ skipped: 1 });
  expect(tracked.take(message)).toEqual({
    changes: { skipped: 2 },
    events: [{ kind: 'skipped', path: 'item of p', reason: 'damaged' }],
  });
});
