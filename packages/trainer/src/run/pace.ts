import type { TrainingEvent } from '@umbra/core/training';

/** How fast a training goes, for people who wait for it. */
export interface PaceReading {
  readonly elapsedMs: number;
  /** Null until it can be told. */
  readonly secondsLeft: number | null;
  readonly imagesPerSecond: number | null;
}

/** The first steps compile and warm up: they would make the rest look slow. */
const warmUpSteps = 2;

/** Weight of the newest step in the speed that is shown. */
const newestWeight = 0.2;

/** Reads a clock at every event of a training. */
export class Pace {
  private readonly start: number;
  private steps = 0;
  /** Steps that were taken before this process began. */
  private resumedAt = 0;
  /** Of the last warm-up step: the time left is told from what came after it. */
  private warm: { readonly at: number; readonly step: number } | undefined;
  private previous: { readonly at: number; readonly kind: TrainingEvent['kind'] } | undefined;
  private secondsPerStep: number | undefined;

  /** @param clock in milliseconds */
  constructor(
    private readonly imagesPerStep: number,
    private readonly clock: () => number,
  ) {
    this.start = clock();
  }

  read(event: TrainingEvent): PaceReading {
    const at = this.clock();
    let secondsLeft: number | null = null;
    if (event.kind === 'started') {
      this.steps = event.steps;
    } else if (event.kind === 'resumed') {
      this.resumedAt = event.step;
    } else if (event.kind === 'step') {
      this.measureStep(at, event.step);
      secondsLeft = this.estimate(at, event.step);
    } else if (event.kind === 'finished') {
      secondsLeft = 0;
    }
    this.previous = { at, kind: event.kind };
    const rate = this.secondsPerStep;
    return {
      elapsedMs: at - this.start,
      secondsLeft,
      imagesPerSecond: rate === undefined ? null : this.imagesPerStep / rate,
    };
  }

  /** A step counts only from the step before: between epochs the validation takes its time too. */
  private measureStep(at: number, step: number): void {
    if (step - this.resumedAt <= warmUpSteps) {
      this.warm = { at, step };
    } else if (this.previous?.kind === 'step') {
      const seconds = Math.max(1e-6, (at - this.previous.at) / 1000);
      const before = this.secondsPerStep ?? seconds;
      this.secondsPerStep = before + (seconds - before) * newestWeight;
    }
  }

  /** From the mean of all steps so far, their validations included. */
  private estimate(at: number, step: number): number | null {
    if (this.warm === undefined || step <= this.warm.step) {
      return null;
    }
    const secondsPerStep = (at - this.warm.at) / 1000 / (step - this.warm.step);
    return secondsPerStep * Math.max(0, this.steps - step);
  }
}
