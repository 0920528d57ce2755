// Choices from a source of random numbers, with times on a grid.

export class Chance {
  readonly #next: () => number;
  readonly #grid: number;

  constructor(next: () => number, grid: number) {
    this.#next = next;
    this.#grid = grid;
  }

  of(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.#next() * (high - low + 1));
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#next() * values.length)]!;
  }

  /** Microseconds on the grid; never 0 where `low` is more, unless the grid is coarser. */
  time(low: number, high: number): number {
    const drawn = Math.round((low + this.#next() * (high - low)) / this.#grid) * this.#grid;
    return drawn === 0 && low > 0 ? Math.min(low, this.#grid) : drawn;
  }
}
