// What is known over time of what Lambda has yet to do for a trigger: how much waits and is being worked on, and in which step of
// the series something was tried again or given up.
import { levelSeries } from '../../lambda/measurement/series.js';
import { Level } from '../../metrics/level.js';
import { stepOf, type Window } from '../../metrics/window.js';
import type { MetricSeries } from '../../result.js';

export abstract class Waiting {
  /** Events, messages or records that wait, and that are being worked on. */
  readonly waiting: Level;
  readonly inFlight: Level;
  readonly #window: Window;
  /** By step of the series, those of the warm-up too. */
  readonly #retries: Float64Array;
  readonly #deadLettered: Float64Array;
  readonly #dropped: Float64Array;

  constructor(window: Window) {
    this.#window = window;
    this.waiting = new Level(window);
    this.inFlight = new Level(window);
    this.#retries = new Float64Array(window.steps);
    this.#deadLettered = new Float64Array(window.steps);
    this.#dropped = new Float64Array(window.steps);
  }

  retried(now: number): void {
    this.#count(this.#retries, now);
  }

  deadLettered(now: number): void {
    this.#count(this.#deadLettered, now);
  }

  dropped(now: number): void {
    this.#count(this.#dropped, now);
  }

  finish(): void {
    this.waiting.finish();
    this.inFlight.finish();
  }

  /** By metric, after `finish`. The names are ours: CloudWatch counts these by function, or not at all. */
  protected get fates(): MetricSeries {
    return {
      Retries: { Sum: [...this.#retries] },
      DeadLettered: { Sum: [...this.#deadLettered] },
      Dropped: { Sum: [...this.#dropped] },
    };
  }

  protected seriesOf(level: Level): MetricSeries[string] {
    return levelSeries(level, this.#window);
  }

  /** By metric, after `finish`. */
  abstract get series(): MetricSeries;

  /** What happens after the simulated time is in no step, as it is in no level. */
  #count(column: Float64Array, now: number): void {
    if (now <= this.#window.to) column[stepOf(this.#window, now)]! += 1;
  }
}

/** The highest of what is recorded in each step of the series. */
export class Highest {
  /** Below 0 where nothing was. */
  readonly maxima: Float64Array;
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.maxima = new Float64Array(window.steps).fill(-1);
  }

  record(now: number, value: number): void {
    if (now > this.#window.to) return;
    const step = stepOf(this.#window, now);
    if (value > this.maxima[step]!) this.maxima[step] = value;
  }
}

/** In a unit of so many microseconds; `null` where nothing was. */
export function agesIn(unit: number, ages: Float64Array): (number | null)[] {
  return [...ages].map((age) => (age < 0 ? null : age / unit));
}
