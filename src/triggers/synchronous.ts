// Synchronous callers without retries of their own: each request is answered once, or refused.
import type { Callers } from '../lambda/platform.js';

/** What one trigger's clients saw of the requests after the warm-up. */
export interface TriggerMeasure {
  succeeded: number;
  /** Answered with a function error or a timeout, or throttled. */
  failed: number;
}

export class SynchronousCallers implements Callers {
  readonly measures: readonly TriggerMeasure[];
  readonly #from: number;

  /** Requests before `from` are not counted. */
  constructor(triggers: number, from: number) {
    this.#from = from;
    this.measures = Array.from({ length: triggers }, () => ({ succeeded: 0, failed: 0 }));
  }

  throttled(trigger: number, arrivedAt: number): void {
    if (arrivedAt >= this.#from) this.measures[trigger]!.failed += 1;
  }

  answered(trigger: number, arrivedAt: number, succeeded: boolean): void {
    if (arrivedAt < this.#from) return;
    const measure = this.measures[trigger]!;
    if (succeeded) measure.succeeded += 1;
    else measure.failed += 1;
  }
}
