// Synchronous callers without retries of their own: each request is answered once, or refused.
import type { Callers } from '../lambda/calls.js';
import type { MergedRows } from '../workload/merged.js';
import type { ClosedUsers } from './closed-users.js';

/** What one trigger's clients saw of the requests after the warm-up. */
export interface TriggerMeasure {
  succeeded: number;
  /** Answered with a function error or a timeout, or throttled. */
  failed: number;
}

export class SynchronousCallers implements Callers {
  readonly measures: readonly TriggerMeasure[];
  readonly #from: number;
  readonly #users: readonly (ClosedUsers | null)[] | null;
  readonly #rows: MergedRows;

  /** Requests before `from` are not counted. `users` by trigger, whose calls are among the rows. */
  constructor(triggers: number, from: number, users: readonly (ClosedUsers | null)[] | null, rows: MergedRows) {
    this.#from = from;
    this.#users = users;
    this.#rows = rows;
    this.measures = Array.from({ length: triggers }, () => ({ succeeded: 0, failed: 0 }));
  }

  throttled(trigger: number, arrivedAt: number): void {
    if (arrivedAt >= this.#from) this.measures[trigger]!.failed += 1;
    if (this.#users !== null) this.#tellUser(trigger, arrivedAt);
  }

  answered(trigger: number, arrivedAt: number, succeeded: boolean): void {
    if (this.#users !== null) this.#tellUser(trigger, arrivedAt);
    if (arrivedAt < this.#from) return;
    const measure = this.measures[trigger]!;
    if (succeeded) measure.succeeded += 1;
    else measure.failed += 1;
  }

  /** Whoever waited for this answer goes on. */
  #tellUser(trigger: number, arrivedAt: number): void {
    const users = this.#users?.[trigger];
    if (users?.answered(arrivedAt)) this.#rows.moved(trigger);
  }
}
