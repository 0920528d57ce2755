// A level over time (how many are busy, how many exist): its exact time average and maximum after the warm-up, and both
// again for each step of the series.
import { ExactSum } from './exact-sum.js';
import type { Window } from './window.js';

/**
 * Time is cut into stretches at the end of the warm-up and at the end of each step. A change at such a moment belongs to
 * the stretch that begins there; the last stretch includes the window's end. `now` never goes back.
 */
export class Level {
  value: number;
  /** The step of the series that the last change fell into: an index for whoever counts beside this level. */
  step = 0;
  /** The largest value from the warm-up on, a momentary one included, after `finish`. */
  max = 0;
  readonly #window: Window;
  /** Level times microseconds in each step, after `finish`. */
  readonly areas: Float64Array;
  /** The largest value in each step, after `finish`. */
  readonly maxima: Float64Array;
  readonly #total = new ExactSum();
  /** The stretch up to now: since when it is counted, its area and its largest value, and the first moment beyond it. */
  #since = -0; // a double from the start, as in engine/time
  #area = -0;
  #peak: number;
  #end: number;

  constructor(window: Window, initial = 0) {
    this.#window = window;
    this.areas = new Float64Array(window.steps);
    this.maxima = new Float64Array(window.steps);
    this.value = initial;
    this.#peak = initial;
    this.#end = this.#endAfter(0);
  }

  add(now: number, change: number): void {
    if (now >= this.#end) this.#cross(now);
    this.#area += this.value * (now - this.#since);
    this.#since = now;
    this.value += change;
    if (this.value > this.#peak) this.#peak = this.value;
  }

  /** Another value, whole or not; where it is not, areas are sums of doubles. */
  set(now: number, value: number): void {
    this.add(now, 0);
    this.value = value;
    if (value > this.#peak) this.#peak = value;
  }

  /** Closes the last stretch; what changed after the window's end is in none. */
  finish(): void {
    this.#cross(this.#window.to + 1);
  }

  /** Level times microseconds from the warm-up to the window's end, after `finish`. */
  get area(): number {
    return this.#total.value;
  }

  /** Time average from the warm-up to the window's end, after `finish`. */
  get mean(): number {
    return this.#total.over(this.#window.to - this.#window.from);
  }

  /** The first moment beyond the stretch that begins at `start`: times are whole, so `to + 1` lets `to` itself in. */
  #endAfter(start: number): number {
    const { from, to, step } = this.#window;
    const end = (Math.floor(start / step) + 1) * step;
    const next = start < from && from < end ? from : end;
    return next < to ? next : to + 1;
  }

  #cross(now: number): void {
    const { from, to, step } = this.#window;
    while (now >= this.#end) {
      const end = Math.min(this.#end, to);
      this.#area += this.value * (end - this.#since);
      this.areas[this.step]! += this.#area;
      this.maxima[this.step] = Math.max(this.maxima[this.step]!, this.#peak);
      if (this.#end > from) {
        this.#total.add(this.#area);
        this.max = Math.max(this.max, this.#peak);
      }
      this.#since = end;
      this.#area = -0;
      this.#peak = this.value;
      if (this.#end > to) this.#end = Infinity;
      else {
        this.step = Math.floor(end / step);
        this.#end = this.#endAfter(end);
      }
    }
  }
}
