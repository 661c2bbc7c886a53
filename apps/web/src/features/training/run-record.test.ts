import { describe, expect, it } from 'vitest';
import type { RunEvent, TrainingRun } from '../../api/client';
import { lossCurve, lossRange, plannedEpochs, recallCurve, recallRange } from './run-curves';
import { currentRun, emptyRunRecord, recordEvents } from './run-record';

const at = '2026-11-23T12:00:00Z';

function started(id: number): RunEvent {
  const counts = { classes: 3, trainImages: 30, validationImages: 6, parameters: 1000 };
  return { id, at, kind: 'started', ...counts, epochs: 4, steps: 40 };
}

function step(id: number, number: number, loss: number): RunEvent {
  const progress = { fraction: number / 40, secondsLeft: 10, imagesPerSecond: 50 };
  return {
    id,
    at,
    kind: 'step',
    step: number,
    epoch: Math.ceil(number / 10),
    loss,
    activeShare: 0.5,
    ...progress,
  };
}

function epoch(id: number, number: number, recallAt1: number | null): RunEvent {
  return { id, at, kind: 'epoch', epoch: number, loss: 0.1, recallAt1, rPrecision: 0, mapAtR: 0 };
}

const history: RunEvent[] = [
  { id: 1, at, kind: 'preparing', done: 10, total: 30 },
  { id: 2, at, kind: 'skipped', path: 'a.png', reason: 'The picture is damaged.' },
  { id: 3, at, kind: 'preparing', done: 30, total: 30 },
  started(4),
  step(5, 5, 0.9),
  step(6, 10, 0.5),
  epoch(7, 1, 0.6),
  step(8, 20, 0.3),
  epoch(9, 2, null),
  { id: 10, at, kind: 'finished', bestEpoch: 1, recallAt1: 0.6, baselineRecallAt1: 0.4 },
];

describe('recordEvents', () => {
  it('folds what the run told', () => {
    const record = recordEvents(emptyRunRecord, history);
    expect(record.preparing).toMatchObject({ done: 30, total: 30 });
    expect(record.facts?.epochs).toBe(4);
    expect(record.steps.map((point) => point.loss)).toEqual([0.9, 0.5, 0.3]);
    expect(record.latest?.fraction).toBe(0.5);
    expect(record.epochs).toHaveLength(2);
    expect(record.result?.baselineRecallAt1).toBe(0.4);
    expect(record.skipped).toEqual([{ path: 'a.png', reason: 'The picture is damaged.' }]);
  });

  it('ends the same however the events are cut into batches', () => {
    const whole = recordEvents(emptyRunRecord, history);
    const single = history.reduce((record, event) => recordEvents(record, [event]), emptyRunRecord);
    expect(single).toEqual(whole);
  });

  it('lets a training that was cut off tell steps and epochs again', () => {
    const again = 100;
    const events: RunEvent[] = [
      ...history,
      { id: again, at, kind: 'resumed', step: 10, epoch: 1 },
      step(again + 1, 20, 0.25),
    ];
    const record = recordEvents(emptyRunRecord, events);
    const before = recordEvents(emptyRunRecord, history);
    expect(record.steps).toEqual([
      ...before.steps.filter((point) => point.step < 20),
      { step: 20, loss: 0.25 },
    ]);
    expect(record.steps.length).toBeLessThanOrEqual(before.steps.length);
  });

  it('takes nothing twice when a broken stream replays', () => {
    const before = recordEvents(emptyRunRecord, history.slice(0, 7));
    expect(recordEvents(before, history.slice(3, 7))).toBe(before);
    expect(recordEvents(before, history)).toEqual(recordEvents(emptyRunRecord, history));
  });
});

describe('currentRun', () => {
  const run: TrainingRun = {
    id: 'r',
    gallery: 'g',
    galleryName: 'parts',
    state: 'running',
    preset: 'quick',
    promote: 'manual',
    phase: 'training',
    progress: { fraction: 0.1, epoch: 0, epochs: 4, step: 0, steps: 40, secondsLeft: null },
    metrics: null,
    backend: 'wasm',
    config: null,
    model: null,
    error: null,
    skipped: 0,
    createdAt: at,
    startedAt: at,
    finishedAt: null,
  };

  it('takes the progress of the last step while it trains', () => {
    const record = recordEvents(emptyRunRecord, [
      { id: 1, at, kind: 'state', run },
      step(2, 20, 1),
    ]);
    expect(currentRun(record)?.progress).toEqual({
      fraction: 0.5,
      epoch: 2,
      epochs: 4,
      step: 20,
      steps: 40,
      secondsLeft: 10,
    });
  });

  it('is the last state in every other phase', () => {
    const done: TrainingRun = { ...run, state: 'succeeded', phase: 'done' };
    const events: RunEvent[] = [step(1, 20, 1), { id: 2, at, kind: 'state', run: done }];
    expect(currentRun(recordEvents(emptyRunRecord, events))).toEqual(done);
    expect(currentRun(emptyRunRecord)).toBeNull();
  });
});

describe('curves', () => {
  const record = recordEvents(emptyRunRecord, history);

  it('place steps on the axis of epochs', () => {
    expect(lossCurve(record).epochs).toEqual([0.5, 1, 2]);
    expect(recallCurve(record)).toEqual({ epochs: [1, 2], recallAt1: [0.6, null] });
    expect(plannedEpochs(record)).toBe(4);
  });

  it('smooth without leaning to zero at the start, and stay within the values', () => {
    const { smooth } = lossCurve(record);
    expect(smooth[0]).toBeCloseTo(0.9, 10);
    expect(smooth[1]).toBeGreaterThan(0.5);
    expect(smooth[1]).toBeLessThan(0.9);
    const flat = recordEvents(
      emptyRunRecord,
      Array.from({ length: 200 }, (_, index) => step(index + 1, index + 1, 0.25)),
    );
    for (const value of lossCurve(flat).smooth) expect(value).toBeCloseTo(0.25, 10);
  });

  it('have axes that hold them', () => {
    const [, top] = lossRange(lossCurve(record));
    expect(top).toBeGreaterThan(0.9);
    expect(lossRange(lossCurve(emptyRunRecord))).toEqual([0, 1]);
    expect(recallRange(recallCurve(record), 0.43)).toEqual([0.4, 1]);
    expect(recallRange(recallCurve(emptyRunRecord), null)).toEqual([0.8, 1]);
    expect(recallRange({ epochs: [1], recallAt1: [0] }, null)).toEqual([0, 1]);
  });

  it('are empty before anything was told', () => {
    expect(lossCurve(emptyRunRecord)).toEqual({ epochs: [], loss: [], smooth: [] });
    expect(plannedEpochs(emptyRunRecord)).toBe(1);
  });
});
