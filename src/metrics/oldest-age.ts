// How old the oldest of those that are there is, over time: the largest such age in each step of the series.
import { stepOf, type Window } from './window.js';

/** In the place of a time: nothing is there. */
const NOTHING = -1;

/** An age rises until the oldest one leaves, so it is looked at then and at the end of each step alone. `now` never goes back. */
export class OldestAge {
  /** In microseconds by step, after `finish`; below 0 where there was nothing. What comes after the window's end is in none. */
  readonly maxima: Float64Array;
  readonly #window: Window;
  #cameAt = NOTHING;
  #step = 0;

  constructor(window: Window) {
    this.#window = window;
    this.maxima = new Float64Array(window.steps).fill(NOTHING);
  }

  /** From now on the oldest is the one that came then. */
  is(now: number, cameAt: number): void {
    this.#until(now);
    this.#cameAt = now > this.#window.to ? NOTHING : cameAt;
  }

  /** From now on there is nothing. */
  isNothing(now: number): void {
    this.is(now, NOTHING);
  }

  finish(): void {
    this.#until(this.#window.to);
  }

  #until(now: number): void {
    const { to, step } = this.#window;
    const last = stepOf(this.#window, Math.min(now, to));
    if (this.#cameAt !== NOTHING) {
      for (; this.#step < last; this.#step++) this.#raise((this.#step + 1) * step);
      this.#raise(Math.min(now, to));
    }
    this.#step = last;
  }

  #raise(time: number): void {
    this.maxima[this.#step] = Math.max(this.maxima[this.#step]!, time - this.#cameAt);
  }
}
