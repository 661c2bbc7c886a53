/**
 * Trials in groups, and the sum over the groups of the square of what each has over a rate:
 * (successes - rate * trials)^2, written out, so that three sums carry it on as trials succeed.
 */
export class TrialGroups {
  readonly #numbers = new Map<string, number>();
  readonly #trials: number[] = [];
  readonly #successes: number[] = [];
  readonly #groupsOf: readonly number[][];
  #successSquares = 0;
  #products = 0;
  #trialSquares = 0;

  constructor(trials: number) {
    this.#groupsOf = Array.from({ length: trials }, () => []);
  }

  add(trial: number, group: string): void {
    const number = this.#numbers.get(group) ?? this.#numbers.size;
    this.#numbers.set(group, number);
    const size = this.#trials[number] ?? 0;
    this.#trialSquares += 2 * size + 1;
    this.#trials[number] = size + 1;
    this.#successes[number] ??= 0;
    this.#groupsOf[trial]?.push(number);
  }

  /** After all were added. */
  succeed(trial: number): void {
    for (const group of this.#groupsOf[trial] ?? []) {
      const successes = this.#successes[group] ?? 0;
      this.#successSquares += 2 * successes + 1;
      this.#products += this.#trials[group] ?? 0;
      this.#successes[group] = successes + 1;
    }
  }

  squaresOver(rate: number): number {
    return this.#successSquares - 2 * rate * this.#products + rate * rate * this.#trialSquares;
  }
}
