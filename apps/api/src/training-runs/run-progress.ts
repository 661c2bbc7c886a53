import type { TrainingEvent, WorkerMessage } from '@umbra/core/training';
import { retrievalMetrics } from '../models/model-facts.js';
import type { NewRunEvent } from './run-events.schema.js';
import { noProgress } from './run-mapping.js';
import type { RunMetrics, RunPhase, RunProgress } from './training-runs.schema.js';

/** The shares of the phases in the whole of a run, for one bar. */
const preparingShare = 0.05;
const trainingShare = 0.8;

/** Steps come fast; more than five a second help nobody and fill the store. */
const thinnedToMs = 200;

/** What a message of the training process means for the run's row, and what is told about it. */
export interface RunNews {
  readonly changes: {
    phase?: RunPhase;
    progress?: string;
    metrics?: string;
    backend?: string;
    config?: string;
    skipped?: number;
  };
  readonly events: readonly (NewRunEvent | 'state')[];
}

type PreparingMessage = Extract<WorkerMessage, { kind: 'preparing' }>;
type EventMessage = Extract<WorkerMessage, { kind: 'event' }>;

/** Follows a run from message to message. */
export class RunProgressTracker {
  #progress: RunProgress = noProgress;
  #metrics: RunMetrics = {
    loss: null,
    recallAt1: null,
    rPrecision: null,
    mapAtR: null,
    ndcg: null,
    baselineRecallAt1: null,
  };
  #skipped = 0;
  /** Pictures are read, and for a backbone sent through it as well. */
  #stages = 1;
  #thinnedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly options: {
      readonly nowMs: () => number;
      /** What to call a picture that the process knows by its path. */
      readonly nameOf: (path: string) => string;
    },
  ) {}

  /** Null for a message that says nothing worth keeping. */
  take(message: WorkerMessage): RunNews | null {
    switch (message.kind) {
      case 'preparing':
        return this.#prepare(message);
      case 'backend':
        return { changes: { backend: message.backend.detail }, events: [] };
      case 'config':
        this.#stages = message.config.encoder.kind === 'backbone' ? 2 : 1;
        return { changes: { config: JSON.stringify(message.config) }, events: [] };
      case 'skipped':
        this.#skipped += 1;
        return {
          changes: { skipped: this.#skipped },
          events: [
            { kind: 'skipped', path: this.options.nameOf(message.path), reason: message.reason },
          ],
        };
      case 'event':
        return this.#train(message);
      default:
        return null;
    }
  }

  /** The last phase: the gallery's items are embedded with the new model. */
  embed(done: number, total: number): RunNews | null {
    const share = total === 0 ? 1 : done / total;
    const before = preparingShare + trainingShare;
    this.#advance({ fraction: before + (1 - before) * share, secondsLeft: null });
    if (done < total && this.#isTooSoon()) {
      return null;
    }
    return { changes: this.#shown(), events: [{ kind: 'embedding', done, total }] };
  }

  finished(): string {
    this.#advance({ fraction: 1, secondsLeft: null });
    return JSON.stringify(this.#progress);
  }

  #prepare({ stage, done, total }: PreparingMessage): RunNews | null {
    const before = stage === 'pictures' ? 0 : 1;
    const share = (before + (total === 0 ? 0 : done / total)) / this.#stages;
    this.#advance({ fraction: preparingShare * share });
    if (done < total && this.#isTooSoon()) {
      return null;
    }
    return { changes: this.#shown(), events: [{ kind: 'preparing', done, total }] };
  }

  #train({ event, secondsLeft, imagesPerSecond }: EventMessage): RunNews | null {
    switch (event.kind) {
      case 'started': {
        const { heldOut: _, ...started } = event;
        this.#advance({ fraction: preparingShare, epochs: event.epochs, steps: event.steps });
        return { changes: { phase: 'training', ...this.#shown() }, events: ['state', started] };
      }
      case 'step':
        return this.#step(event, { secondsLeft, imagesPerSecond });
      case 'epoch': {
        const { epoch, loss } = event;
        const measured = retrievalMetrics(event.validation);
        this.#metrics = { ...this.#metrics, ...measured, loss };
        this.#advance({ epoch, secondsLeft });
        return { changes: this.#shown(), events: [{ kind: 'epoch', epoch, loss, ...measured }] };
      }
      case 'finished':
        return this.#finish(event);
      case 'resumed':
        return this.#resume(event);
      case 'checkpoint':
        return null;
    }
  }

  #resume({ step, epochs }: Extract<TrainingEvent, { kind: 'resumed' }>): RunNews {
    const last = epochs.at(-1);
    if (last !== undefined) {
      const measured = retrievalMetrics(last.validation);
      this.#metrics = { ...this.#metrics, ...measured, loss: last.loss };
    }
    const epoch = epochs.length;
    this.#advance({ step, epoch, fraction: this.#fractionAt(step) });
    return { changes: this.#shown(), events: [{ kind: 'resumed', step, epoch }] };
  }

  #fractionAt(step: number): number {
    const { steps } = this.#progress;
    return preparingShare + trainingShare * (steps === 0 ? 0 : step / steps);
  }

  #step(
    { step, epoch, loss, activeShare }: Extract<TrainingEvent, { kind: 'step' }>,
    pace: { secondsLeft: number | null; imagesPerSecond: number | null },
  ): RunNews | null {
    const { steps } = this.#progress;
    const fraction = this.#fractionAt(step);
    this.#metrics = { ...this.#metrics, loss };
    this.#advance({ step, epoch, fraction, secondsLeft: pace.secondsLeft });
    if (step < steps && this.#isTooSoon()) {
      return null;
    }
    return {
      changes: this.#shown(),
      events: [{ kind: 'step', step, epoch, loss, activeShare, fraction, ...pace }],
    };
  }

  #finish({ metrics, baseline, bestEpoch }: Extract<TrainingEvent, { kind: 'finished' }>): RunNews {
    const measured = retrievalMetrics(metrics);
    const baselineRecallAt1 = retrievalMetrics(baseline).recallAt1;
    this.#metrics = { ...this.#metrics, ...measured, baselineRecallAt1 };
    this.#advance({ fraction: preparingShare + trainingShare, secondsLeft: 0 });
    const { recallAt1 } = measured;
    return {
      changes: this.#shown(),
      events: [{ kind: 'finished', bestEpoch, recallAt1, baselineRecallAt1 }],
    };
  }

  #advance(changes: Partial<RunProgress>): void {
    this.#progress = { ...this.#progress, ...changes };
  }

  #shown() {
    return {
      progress: JSON.stringify(this.#progress),
      metrics: JSON.stringify(this.#metrics),
    };
  }

  #isTooSoon(): boolean {
    const now = this.options.nowMs();
    if (now - this.#thinnedAtMs < thinnedToMs) {
      return true;
    }
    this.#thinnedAtMs = now;
    return false;
  }
}
