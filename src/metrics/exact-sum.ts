// A sum of whole numbers that stays exact beyond 2^53, so that merging in any order gives the same bits.

const LIMB = 2 ** 52;

export class ExactSum {
  #low = 0;
  #high = 0;

  /** Adds a whole number from 0 to 2^52. */
  add(value: number): void {
    this.#low += value;
    if (this.#low >= LIMB) {
      this.#low -= LIMB;
      this.#high += 1;
    }
  }

  /** The nearest double to the exact sum. */
  get value(): number {
    return this.#high * LIMB + this.#low;
  }

  /** The nearest double to the sum divided by a whole number. */
  over(divisor: number): number {
    return this.#high * (LIMB / divisor) + this.#low / divisor;
  }
}
