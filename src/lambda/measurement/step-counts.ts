// What happened in each step of the series.
import { stepOf, type Window } from '../../metrics/window.js';
import { CAUSES } from '../events.js';

/** Columns of counts, one value a step of the series. Every request counts here, those of the warm-up too. */
export class StepCounts {
  readonly invocations: Float64Array;
  readonly errors: Float64Array;
  readonly throttles: Float64Array;
  readonly onProvisioned: Float64Array;
  readonly spillover: Float64Array;
  /** By index into `CAUSES`. */
  readonly coldStarts: readonly Float64Array[];
  /** `null` where nobody hands events over to the function. */
  events: AsynchronousCounts | null = null;

  constructor(steps: number) {
    const column = (): Float64Array => new Float64Array(steps);
    this.invocations = column();
    this.errors = column();
    this.throttles = column();
    this.onProvisioned = column();
    this.spillover = column();
    this.coldStarts = CAUSES.map(column);
  }

  /** Of the events that are handed over to the function, from now on. */
  ofEvents(window: Window): AsynchronousCounts {
    this.events ??= new AsynchronousCounts(window);
    return this.events;
  }
}

/** What happened in each step to events that were handed over to a function; what comes after the simulated time is in none. */
export class AsynchronousCounts {
  readonly receivals: Float64Array;
  /** Given up, whether they went somewhere or nowhere, and those of them that were part of a loop. */
  readonly givenUp: Float64Array;
  readonly loops: Float64Array;
  /** Invocations, and the ages of their events in microseconds: the sum and the highest. */
  readonly invocations: Float64Array;
  readonly ages: Float64Array;
  readonly oldest: Float64Array;
  readonly #window: Window;

  constructor(window: Window) {
    const column = (): Float64Array => new Float64Array(window.steps);
    this.#window = window;
    this.receivals = column();
    this.givenUp = column();
    this.loops = column();
    this.invocations = column();
    this.ages = column();
    this.oldest = column();
  }

  received(now: number): void {
    if (now <= this.#window.to) this.receivals[stepOf(this.#window, now)]! += 1;
  }

  gaveUp(now: number, isLoop: boolean): void {
    if (now > this.#window.to) return;
    const step = stepOf(this.#window, now);
    this.givenUp[step]! += 1;
    if (isLoop) this.loops[step]! += 1;
  }

  /** An attempt was not throttled: the event is so old. */
  invoked(now: number, age: number): void {
    if (now > this.#window.to) return;
    const step = stepOf(this.#window, now);
    this.invocations[step]! += 1;
    this.ages[step]! += age;
    this.oldest[step] = Math.max(this.oldest[step]!, age);
  }
}
