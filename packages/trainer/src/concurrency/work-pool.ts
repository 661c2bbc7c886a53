/**
 * Runs pieces of work at once, but never more than `limit`. The first failure is thrown by the next
 * `add` or by `finish`, and never gets lost in between.
 */
export class WorkPool {
  private readonly running = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly limit: number) {}

  /** Starts `work` at once and waits until there is room for more. */
  async add(work: () => Promise<void>): Promise<void> {
    this.throwFailure();
    const piece: Promise<void> = work()
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => {
        this.running.delete(piece);
      });
    this.running.add(piece);
    if (this.running.size >= this.limit) {
      await Promise.race(this.running);
    }
  }

  /** Waits for everything that runs. */
  async finish(): Promise<void> {
    await this.idle();
    this.throwFailure();
  }

  /** The same, whether anything failed or not. */
  async idle(): Promise<void> {
    await Promise.all(this.running);
  }

  private throwFailure(): void {
    if (this.failure !== undefined) {
      throw this.failure.error;
    }
  }
}
