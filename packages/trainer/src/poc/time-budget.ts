/** The time that a search may take, from its start. Everything that waits asks it. */
export class TimeBudget {
  /** `clock` and `startedAt` in milliseconds; by itself it starts now. */
  constructor(
    readonly seconds: number,
    private readonly startedAt: number = performance.now(),
    private readonly clock: () => number = () => performance.now(),
  ) {}

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
