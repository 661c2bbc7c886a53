/** Beyond so many all are forgotten: some ten megabytes at most. */
const rememberedMax = 50_000;

/**
 * What reads answered, as long as nothing was written since: whoever only searches reads the same
 * key, gallery and items again and again. Every write goes through the one connection that counts
 * them, so nothing stale is ever answered.
 */
export class RememberedReads {
  #values = new Map<string, unknown>();
  #writes = -1;

  /** @param countWrites of the connection since it was opened; also of those not yet committed */
  constructor(readonly countWrites: () => number) {}

  /** What is answered must not be changed: others get the same. */
  async read<T>(name: string, read: () => Promise<T>): Promise<T> {
    const values = this.#current();
    if (values.has(name)) {
      return values.get(name) as T;
    }
    const value = await read();
    // After a write meanwhile these are not the current ones any more: no harm is done.
    values.set(name, value);
    return value;
  }

  #current(): Map<string, unknown> {
    const writes = this.countWrites();
    if (writes !== this.#writes || this.#values.size >= rememberedMax) {
      this.#values = new Map();
      this.#writes = writes;
    }
    return this.#values;
  }
}
