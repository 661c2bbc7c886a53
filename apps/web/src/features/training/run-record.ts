import type { RunEvent, TrainingRun } from '../../api/client';

/**
 * Everything a training run has told so far, folded from its events. The API replays events from
 * the first one, so a reload or a broken connection ends in the same record; an event that was
 * already seen changes nothing.
 */
export interface RunRecord {
  readonly lastEventId: number;
  readonly run: TrainingRun | null;
  readonly preparing: { readonly done: number; readonly total: number } | null;
  readonly embedding: { readonly done: number; readonly total: number } | null;
  readonly facts: RunFacts | null;
  readonly steps: readonly StepPoint[];
  readonly epochs: readonly EpochPoint[];
  readonly latest: LatestStep | null;
  readonly result: RunResult | null;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

type EventOf<K extends RunEvent['kind']> = Extract<RunEvent, { kind: K }>;

type RunFacts = Omit<EventOf<'started'>, 'id' | 'at' | 'kind'>;
type RunResult = Omit<EventOf<'finished'>, 'id' | 'at' | 'kind'>;
type LatestStep = Pick<
  EventOf<'step'>,
  'step' | 'epoch' | 'fraction' | 'secondsLeft' | 'imagesPerSecond' | 'activeShare'
>;

interface StepPoint {
  readonly step: number;
  readonly loss: number;
}

interface EpochPoint {
  readonly epoch: number;
  readonly recallAt1: number | null;
}

export const emptyRunRecord: RunRecord = {
  lastEventId: 0,
  run: null,
  preparing: null,
  embedding: null,
  facts: null,
  steps: [],
  epochs: [],
  latest: null,
  result: null,
  skipped: [],
};

/**
 * Folds a batch of events; batches keep a replay of thousands cheap. A training that was cut off
 * goes on from its last checkpoint: what it tells again replaces what was told before.
 */
export function recordEvents(record: RunRecord, events: readonly RunEvent[]): RunRecord {
  const steps = [...record.steps];
  const epochs = [...record.epochs];
  const skipped = new Map(record.skipped.map(({ path, reason }) => [path, reason]));
  let next = record;
  for (const event of events) {
    if (event.id <= next.lastEventId) continue;
    next = { ...next, lastEventId: event.id };
    switch (event.kind) {
      case 'state':
        next = { ...next, run: event.run };
        break;
      case 'preparing':
        next = { ...next, preparing: { done: event.done, total: event.total } };
        break;
      case 'started':
        next = { ...next, facts: event };
        break;
      case 'step':
        dropFrom(steps, ({ step }) => step >= event.step);
        steps.push({ step: event.step, loss: event.loss });
        next = { ...next, latest: event };
        break;
      case 'epoch':
        dropFrom(epochs, ({ epoch }) => epoch >= event.epoch);
        epochs.push({ epoch: event.epoch, recallAt1: event.recallAt1 });
        break;
      case 'finished':
        next = { ...next, result: event };
        break;
      case 'skipped':
        skipped.set(event.path, event.reason);
        break;
      case 'embedding':
        next = { ...next, embedding: { done: event.done, total: event.total } };
        break;
      case 'resumed':
        break;
    }
  }
  if (next === record) return record;
  return {
    ...next,
    steps,
    epochs,
    skipped: [...skipped].map(([path, reason]) => ({ path, reason })),
  };
}

/** Cuts the end off that was told of before the training was cut off. */
function dropFrom<T>(points: T[], isRepeated: (point: T) => boolean): void {
  for (let last = points.at(-1); last !== undefined && isRepeated(last); last = points.at(-1)) {
    points.pop();
  }
}

/** The run as of now: states come seldom, steps carry the progress in between. */
export function currentRun(record: RunRecord): TrainingRun | null {
  const { run, latest } = record;
  if (run === null || latest === null || run.state !== 'running' || run.phase !== 'training') {
    return run;
  }
  const { step, epoch, fraction, secondsLeft } = latest;
  return { ...run, progress: { ...run.progress, step, epoch, fraction, secondsLeft } };
}
