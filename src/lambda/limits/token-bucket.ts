// A token bucket on the simulated clock, in whole numbers, so that no call is admitted or refused by rounding.

import { DOUBLE_ZERO } from '../../engine/time.js';

const TOKEN = 1_000_000; // in units of a millionth, so that r tokens a second are r units a microsecond

/** Starts full; refilled continuously; never holds more than its capacity. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #perSecond: number;
  #units = DOUBLE_ZERO;
  #since = DOUBLE_ZERO;

  /** `capacity` in tokens, `perSecond` tokens a second. */
  constructor(capacity: number, perSecond: number) {
    this.#capacity = capacity * TOKEN;
    this.#perSecond = perSecond;
    this.#units = this.#capacity;
  }

  /** Takes one token; `false`, and none taken, where less than one is left. */
  take(now: number): boolean {
    this.#units = Math.min(this.#units + (now - this.#since) * this.#perSecond, this.#capacity);
    this.#since = now;
    if (this.#units < TOKEN) return false;
    this.#units -= TOKEN;
    return true;
  }
}
