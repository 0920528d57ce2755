// Asynchronous invocations: the event waits in Lambda's own queue, an attempt that fails is made again, and what cannot be done in
// time goes to the destination of failures, or nowhere.

import type { Call } from '../lambda/call.js';
import { ASYNC_BACKOFF, ASYNC_RETRY_DELAYS, RECURSION_LIMIT } from '../lambda/defaults.js';
import { Kind, kindOfCode, Outcome } from '../lambda/events.js';
import type { LambdaFunction } from '../lambda/function.js';
import type { AliasMeasure } from '../lambda/measurement/alias-measure.js';
import { doubled } from './backoff.js';
import type { Desk, RememberingTrigger } from './front.js';
import type { TriggerMeasure } from './trigger-measure.js';

/** What an attempt does; each has draws of its own. */
export type WorkAgain = (number: number, attempt: number) => { readonly duration: number; readonly failed: number };

export const Dropped = {
  age: 'maximum event age',
  retries: 'retries used up',
  reserved: 'reserved concurrency of zero',
  loop: 'recursive loop',
} as const;

export interface AsynchronousParts {
  readonly desk: Desk;
  readonly trigger: number;
  readonly target: number;
  readonly fn: LambdaFunction;
  /** What is counted of the alias that is called; `null` where nothing is. */
  readonly alias: AliasMeasure | null;
  readonly measure: TriggerMeasure;
  /** Requests before this are not counted. */
  readonly from: number;
  readonly work: WorkAgain;
  /** A uniform number for an event and one of its attempts. */
  readonly jitter: (number: number, attempt: number) => number;
  /** How much later than its row an event comes, by its number. */
  readonly delay: (number: number) => number;
  /** How much later than an event its duplicate comes, by the event's number; `null` where it has none. */
  readonly duplicate: (number: number) => number | null;
}

/** What a ticket stands for: an event, or its second delivery, which is no event of its own. */
const State = { event: 0, duplicate: 1 } as const;

/** What is drawn for the attempts of a duplicate lies beyond all attempts of its event. */
const OF_DUPLICATE = 2 ** 19;

export class AsynchronousEvents implements RememberingTrigger {
  readonly #parts: AsynchronousParts;
  readonly #maximumAge: number;
  readonly #maximumRetries: number;
  readonly #hasDestination: boolean;
  #events = 0;

  constructor(parts: AsynchronousParts) {
    const { maximumEventAge, maximumRetryAttempts, onFailure } = parts.fn.spec;
    this.#parts = parts;
    this.#maximumAge = maximumEventAge;
    this.#maximumRetries = maximumRetryAttempts;
    this.#hasDestination = onFailure !== null;
  }

  arrive({ duration, failed }: Call): void {
    const { desk, delay } = this.#parts;
    const late = delay(this.#events + 1);
    if (late === 0) this.#accept(duration, failed, 0);
    else if (desk.clock.now + late <= desk.end) this.#acceptAt(desk.clock.now + late, duration, failed);
  }

  /** The event comes later, within the flexible window of its schedule; after the end of the simulated time it does not. */
  #acceptAt(time: number, duration: number, failed: number): void {
    const { desk, trigger } = this.#parts;
    const ticket = desk.tickets.issue(trigger, time, ++this.#events);
    desk.tickets.duration[ticket] = duration;
    desk.tickets.failed[ticket] = failed;
    desk.remind(ticket, time);
    this.#mayDuplicate(time);
  }

  /** A handler hands an event over, `depth` calls from the first: what it does is drawn by its number. */
  call(depth: number): void {
    const first = this.#parts.work(this.#events + 1, 0);
    this.#accept(first.duration, first.failed, depth);
  }

  #accept(duration: number, failed: number, depth: number): void {
    const { desk, trigger } = this.#parts;
    const { tickets, clock } = desk;
    const ticket = tickets.issue(trigger, clock.now, ++this.#events);
    tickets.duration[ticket] = duration;
    tickets.failed[ticket] = failed;
    tickets.depth[ticket] = depth;
    this.#mayDuplicate(clock.now);
    if (depth > RECURSION_LIMIT) this.#giveUp(ticket, Dropped.loop);
    else this.#attempt(ticket);
  }

  /** The last event may be delivered again: another invocation with attempts of its own, as old as the event (M-ASYNC-DUPLICATES). */
  #mayDuplicate(cameAt: number): void {
    const { desk, trigger, measure, duplicate, work } = this.#parts;
    const { tickets } = desk;
    const number = this.#events;
    const later = duplicate(number);
    if (later === null) return;
    const ticket = tickets.issue(trigger, cameAt, number);
    tickets.state[ticket] = State.duplicate;
    const first = work(number, OF_DUPLICATE);
    tickets.duration[ticket] = first.duration;
    tickets.failed[ticket] = first.failed;
    if (this.#isCounted(ticket)) measure.duplicates += 1;
    desk.remind(ticket, cameAt + later);
  }

  due(ticket: number): void {
    if (this.#age(ticket) >= this.#maximumAge) this.#giveUp(ticket, Dropped.age);
    else this.#attempt(ticket);
  }

  /** The event goes back into the queue: longer each time, and no attempt is used up (M-ASYNC-BACKOFF). */
  throttled(ticket: number): void {
    const { desk, fn, jitter } = this.#parts;
    if (fn.spec.reservedConcurrency === 0) {
      this.#giveUp(ticket, Dropped.reserved);
      return;
    }
    const throttles = (desk.tickets.throttles[ticket]! += 1);
    const { first, most } = ASYNC_BACKOFF;
    const spread = doubled(first, throttles - 1, most) - first;
    const share = jitter(desk.tickets.number[ticket]!, this.#drawOf(ticket, desk.tickets.attempts[ticket]!));
    this.#remind(ticket, first + Math.round(share * spread));
  }

  answered(ticket: number, outcome: number, _attempt: number, start: number): number {
    const { tickets } = this.#parts.desk;
    if (this.#isCounted(ticket)) this.#invoked(start);
    // Who waits for what an event does has it from the first delivery.
    const waited = this.#isEvent(ticket) ? this.#age(ticket) : -1;
    if (outcome === Outcome.ok) {
      if (this.#hasFate(ticket)) this.#parts.measure.succeeded += 1;
      tickets.settle(ticket);
      return waited;
    }
    const errors = (tickets.errors[ticket]! += 1);
    tickets.throttles[ticket] = 0;
    if (errors > this.#maximumRetries) {
      this.#giveUp(ticket, Dropped.retries);
      return waited;
    }
    const again = this.#parts.work(tickets.number[ticket]!, this.#drawOf(ticket, errors));
    tickets.duration[ticket] = again.duration;
    tickets.failed[ticket] = again.failed;
    this.#remind(ticket, ASYNC_RETRY_DELAYS[errors - 1]!);
    return -1;
  }

  /** Each attempt is charged, as is every invocation (M-PRICE-ASYNC-SIZE). */
  #invoked(start: number): void {
    const { fn, alias } = this.#parts;
    const where = kindOfCode(start) === Kind.onProvisioned ? 'provisioned' : 'onDemand';
    fn.measure.asynchronous[where] += 1;
    if (alias !== null) alias.asynchronous[where] += 1;
  }

  /** Every event has been followed to its end. */
  finish(): void {}

  #attempt(ticket: number): void {
    const { desk, target, measure } = this.#parts;
    if (desk.tickets.attempts[ticket]! > 0 && this.#isCounted(ticket)) measure.retries += 1;
    desk.attempt(ticket, target, false);
  }

  /** After so long, or when the event has become too old. */
  #remind(ticket: number, after: number): void {
    const { desk } = this.#parts;
    const tooOld = desk.tickets.requestedAt[ticket]! + this.#maximumAge;
    desk.remind(ticket, Math.min(desk.clock.now + after, tooOld));
  }

  #giveUp(ticket: number, reason: string): void {
    const { desk, measure, fn } = this.#parts;
    if (this.#hasFate(ticket)) {
      if (this.#hasDestination) measure.deadLettered += 1;
      else {
        measure.drop(reason);
        fn.measure.dropped += 1;
      }
    }
    desk.tickets.settle(ticket);
  }

  #age(ticket: number): number {
    const { clock, tickets } = this.#parts.desk;
    return clock.now - tickets.requestedAt[ticket]!;
  }

  #isCounted(ticket: number): boolean {
    return this.#parts.desk.tickets.requestedAt[ticket]! >= this.#parts.from;
  }

  #isEvent(ticket: number): boolean {
    return this.#parts.desk.tickets.state[ticket] === State.event;
  }

  /** Whether its end is that of an event which counts. */
  #hasFate(ticket: number): boolean {
    return this.#isEvent(ticket) && this.#isCounted(ticket);
  }

  #drawOf(ticket: number, attempt: number): number {
    return this.#isEvent(ticket) ? attempt : OF_DUPLICATE + attempt;
  }
}
