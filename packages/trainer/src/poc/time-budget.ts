/** The time that a search may take, from its start. Everything that waits asks it. */
export class TimeBudget {
  private readonly startedAt: number;

  constructor(
    readonly seconds: number,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.startedAt = clock();
  }

  used(): number {
    return (this.clock() - this.startedAt) / 1000;
  }

  left(): number {
    return Math.max(0, this.seconds - this.used());
  }

  /** Aborts when only `reserve` seconds are left, or when `signal` does. */
  until(reserve: number, signal: AbortSignal): AbortSignal {
    const milliseconds = Math.max(0, Math.floor((this.left() - reserve) * 1000));
    return AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  }
}
