/**
 * Works a queue off in the background, one entry after the other. To wake it is cheap, and no
 * waking is lost.
 */
export class WorkLoop {
  #isWanted = false;
  #isClosed = false;
  #running: Promise<void> | null = null;

  constructor(
    private readonly options: {
      /** Does the next piece of work; answers false when there is none. */
      readonly workOne: () => Promise<boolean>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  wake(): void {
    this.#isWanted = true;
    this.#running ??= this.#run();
  }

  /** Takes nothing up any more and waits for what is being done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false;
      try {
        while (!this.#isClosed && (await this.options.workOne())) {}
      } catch (error) {
        this.options.onError(error);
      }
    }
    this.#running = null;
  }
}
