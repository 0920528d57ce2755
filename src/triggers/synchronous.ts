// Synchronous callers without retries of their own: each request is answered once, or refused, or waited for in vain.
import type { Clock } from '../engine/time.js';
import type { Call } from '../lambda/call.js';
import type { Callers } from '../lambda/calls.js';
import { Outcome } from '../lambda/events.js';
import type { Invocations } from '../lambda/invocations.js';
import type { MergedRows } from '../workload/merged.js';
import type { ClosedUsers } from './closed-users.js';
import type { TriggerMeasure } from './trigger-measure.js';

export class SynchronousCallers implements Callers {
  readonly #measures: readonly TriggerMeasure[];
  readonly #clock: Clock;
  readonly #from: number;
  readonly #users: readonly (ClosedUsers | null)[] | null;
  readonly #rows: MergedRows;

  /** By trigger: how long its clients wait; `null` where all wait as long as it takes. */
  readonly #patience: Float64Array | null;

  /**
   * Requests before `from` are not counted. `users` by trigger, whose calls are among the rows; `patience` by trigger, in
   * microseconds.
   */
  constructor(
    measures: readonly TriggerMeasure[],
    patience: Float64Array,
    clock: Clock,
    from: number,
    users: readonly (ClosedUsers | null)[] | null,
    rows: MergedRows,
  ) {
    this.#measures = measures;
    this.#clock = clock;
    this.#patience = patience.every((time) => time === Infinity) ? null : patience;
    this.#from = from;
    this.#users = users;
    this.#rows = rows;
  }

  throttled({ trigger }: Call): void {
    const { now } = this.#clock;
    if (now >= this.#from) this.#measures[trigger]!.failed += 1;
    if (this.#users !== null) this.#tellUser(trigger, now);
  }

  answered(invocations: Invocations, id: number): boolean {
    const trigger = invocations.trigger[id]!;
    const arrivedAt = invocations.arrivedAt[id]!;
    if (this.#users !== null) this.#tellUser(trigger, arrivedAt);
    const inVain = this.#patience !== null && this.#clock.now - arrivedAt > this.#patience[trigger]!;
    if (inVain) invocations.waited[id] = this.#patience[trigger]!;
    if (arrivedAt < this.#from) return inVain;
    const measure = this.#measures[trigger]!;
    if (!inVain && invocations.outcome[id] === Outcome.ok) measure.succeeded += 1;
    else measure.failed += 1;
    return inVain;
  }

  /** Whoever waited for this answer goes on. */
  #tellUser(trigger: number, arrivedAt: number): void {
    const users = this.#users?.[trigger];
    if (users?.answered(arrivedAt)) this.#rows.moved(trigger);
  }
}
