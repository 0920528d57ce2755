// What is paid for keeping environments provisioned, from the request on, used or not (M-PRICE-PROVISIONED-STEPS).
import type { Window } from '../../metrics/window.js';
import { CAPACITY_BILLING_STEP } from '../defaults.js';

export class Capacity {
  /** Environments times microseconds after the warm-up, of what has been given up. */
  #settled = 0;
  readonly #window: Window;
  /** What is still enabled, in the order of the requests. */
  readonly #enabled: { readonly since: number; count: number }[] = [];

  constructor(window: Window) {
    this.#window = window;
  }

  enable(now: number, count: number): void {
    this.#enabled.push({ since: now, count });
  }

  /** Gives up what was requested last; each of it has lasted a whole number of billing steps. */
  disable(now: number, count: number): void {
    this.#takeLast(count, (since, taken) => {
      const length = Math.ceil((now - since) / CAPACITY_BILLING_STEP) * CAPACITY_BILLING_STEP;
      this.#settled += taken * Math.max(0, since + length - Math.max(since, this.#window.from));
    });
  }

  /** The last request came to nothing, and costs nothing (M-ALLOCATION-FAILS). */
  forget(count: number): void {
    this.#takeLast(count, () => undefined);
  }

  /** Environments times microseconds after the warm-up; what is still enabled is paid for until the simulated time ends. */
  get used(): number {
    const { from, to } = this.#window;
    return this.#enabled.reduce((sum, { since, count }) => sum + count * (to - Math.max(since, from)), this.#settled);
  }

  #takeLast(count: number, each: (since: number, taken: number) => void): void {
    for (let left = count; left > 0; ) {
      const last = this.#enabled.at(-1)!;
      const taken = Math.min(left, last.count);
      each(last.since, taken);
      left -= taken;
      last.count -= taken;
      if (last.count === 0) this.#enabled.pop();
    }
  }
}
