// A token bucket on the simulated clock, in whole numbers, so that no call is admitted or refused by rounding.

import { DOUBLE_ZERO } from '../../engine/time.js';

const SECOND = 1_000_000;

/** Starts full; refilled continuously; never holds more than its capacity. */
export class TokenBucket {
  #capacity: number;
  #refill: number;
  /** A token in units of which `#refill` come in a microsecond. */
  readonly #token: number;
  #units = DOUBLE_ZERO;
  #since = DOUBLE_ZERO;

  /** `capacity` in tokens, `refill` tokens in each `period` of microseconds. */
  constructor(capacity: number, refill: number, period = SECOND) {
    this.#token = period;
    this.#capacity = capacity * period;
    this.#refill = refill;
    this.#units = this.#capacity;
  }

  /** Takes one token; `false`, and none taken, where less than one is left. */
  take(now: number): boolean {
    this.#fill(now);
    if (this.#units < this.#token) return false;
    this.#units -= this.#token;
    return true;
  }

  /** Another capacity, and as many tokens a period; tokens come or go with the capacity. */
  resize(now: number, capacity: number): void {
    this.#fill(now);
    const before = this.#capacity;
    this.#capacity = capacity * this.#token;
    this.#refill = capacity;
    this.#units = Math.max(0, Math.min(this.#units + this.#capacity - before, this.#capacity));
  }

  #fill(now: number): void {
    this.#units = Math.min(this.#units + (now - this.#since) * this.#refill, this.#capacity);
    this.#since = now;
  }
}
