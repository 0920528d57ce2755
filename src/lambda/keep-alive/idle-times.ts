// How long one function has been idle, as a histogram of equal bins up to a range.

export class IdleTimes {
  /** Within the range, and beyond it. */
  count = 0;
  beyond = 0;
  readonly #bin: number;
  readonly #counts: Float64Array;
  /** Sum of the squares of the counts, for how much they vary. */
  #squares = 0;

  /** The last bin may reach beyond the range. */
  constructor(range: number, bin: number) {
    this.#bin = bin;
    this.#counts = new Float64Array(Math.ceil(range / bin));
  }

  add(length: number): void {
    const bin = Math.floor(length / this.#bin);
    const before = this.#counts[bin];
    if (before === undefined) {
      this.beyond += 1;
      return;
    }
    this.#counts[bin] = before + 1;
    this.#squares += 2 * before + 1;
    this.count += 1;
  }

  /**
   * The coefficient of variation of the bins' counts, squared: n·Σc² / (Σc)² − 1. All in one bin is the number of bins less 1,
   * all bins alike is 0.
   */
  get variationSquared(): number {
    if (this.count === 0) return 0;
    return (this.#counts.length * this.#squares) / (this.count * this.count) - 1;
  }

  /** The bin up to which this share of the idle times within the range lies, from 0. O(bins). */
  quantile(share: number): number {
    const wanted = share * this.count;
    let seen = 0;
    for (let bin = 0; bin < this.#counts.length; bin++) {
      seen += this.#counts[bin]!;
      if (seen > 0 && seen >= wanted) return bin;
    }
    return this.#counts.length - 1;
  }
}
