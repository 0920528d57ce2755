// Asynchronous invocations: the event waits in Lambda's own queue, an attempt that fails is made again, and what cannot be done in
// time goes to the destination of failures, or nowhere.

import type { Call } from '../lambda/call.js';
import { ASYNC_BACKOFF, ASYNC_RETRY_DELAYS, RECURSION_LIMIT } from '../lambda/defaults.js';
import { Kind, kindOfCode, Outcome } from '../lambda/events.js';
import type { LambdaFunction } from '../lambda/function.js';
import type { AliasMeasure } from '../lambda/measurement/alias-measure.js';
import type { AsynchronousCounts } from '../lambda/measurement/step-counts.js';
import { doubled } from './backoff.js';
import type { Desk, RememberingTrigger } from './front.js';
import { HandedOver } from './measurement/handed-over.js';
import type { TriggerMeasure } from './trigger-measure.js';

/** What an attempt does; each has draws of its own. */
export type WorkAgain = (number: number, attempt: number) => { readonly duration: number; readonly failed: number };

export const Dropped = {
  age: 'maximum event age',
  retries: 'retries used up',
  reserved: 'reserved concurrency of zero',
  loop: 'recursive loop',
} as const;

/** What is true of a ticket: it is a second delivery, which is no event of its own; it is in Lambda's queue, as it could not run yet. */
const State = { duplicate: 1, waiting: 2 } as const;

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

/** What is drawn for the attempts of a duplicate lies beyond all attempts of its event. */
const OF_DUPLICATE = 2 ** 19;

export class AsynchronousEvents implements RememberingTrigger {
  readonly #parts: AsynchronousParts;
  readonly #maximumAge: number;
  readonly #maximumRetries: number;
  readonly #hasDestination: boolean;
  readonly #handedOver: HandedOver;
  /** Of the function, over all who hand events over to it. */
  readonly #counts: AsynchronousCounts;
  #events = 0;
  /** Whether the attempt that is being made was throttled. */
  #wasThrottled = false;

  constructor(parts: AsynchronousParts) {
    const { maximumEventAge, maximumRetryAttempts, onFailure } = parts.fn.spec;
    this.#parts = parts;
    this.#maximumAge = maximumEventAge;
    this.#maximumRetries = maximumRetryAttempts;
    this.#hasDestination = onFailure !== null;
    if (!(parts.measure.source instanceof HandedOver))
      throw new TypeError('an asynchronous trigger measures what waits');
    this.#handedOver = parts.measure.source;
    this.#counts = parts.fn.measure.perStep.ofEvents(this.#handedOver.window);
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
    this.#counts.received(clock.now);
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
    const { tickets, clock } = this.#parts.desk;
    if (tickets.attempts[ticket] === 0 && this.#isEvent(ticket)) this.#counts.received(clock.now);
    if (this.#age(ticket) >= this.#maximumAge) this.#giveUp(ticket, Dropped.age);
    else this.#attempt(ticket);
  }

  /** The event goes back into the queue: longer each time, and no attempt is used up (M-ASYNC-BACKOFF). */
  throttled(ticket: number): void {
    const { desk, fn, jitter } = this.#parts;
    this.#wasThrottled = true;
    if (fn.spec.reservedConcurrency === 0) {
      this.#giveUp(ticket, Dropped.reserved);
      return;
    }
    this.#waits(ticket);
    const throttles = (desk.tickets.throttles[ticket]! += 1);
    const { first, most } = ASYNC_BACKOFF;
    const spread = doubled(first, throttles - 1, most) - first;
    const share = jitter(desk.tickets.number[ticket]!, this.#drawOf(ticket, desk.tickets.attempts[ticket]!));
    this.#remind(ticket, first + Math.round(share * spread));
  }

  answered(ticket: number, outcome: number, _attempt: number, start: number): number {
    const { tickets, clock } = this.#parts.desk;
    this.#handedOver.inFlight.add(clock.now, -1);
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
    this.#waits(ticket);
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
  finish(): void {
    this.#handedOver.finish();
  }

  #attempt(ticket: number): void {
    const { desk, measure } = this.#parts;
    const { now } = desk.clock;
    if (desk.tickets.attempts[ticket]! > 0) measure.retry(now, this.#isCounted(ticket));
    const age = this.#age(ticket);
    if (this.#isThrottled(ticket)) return;
    this.#leaves(ticket);
    this.#handedOver.inFlight.add(now, 1);
    this.#handedOver.ages.record(now, age);
    this.#counts.invoked(now, age);
  }

  /** Attempts to run the event now, and tells whether it may not. */
  #isThrottled(ticket: number): boolean {
    const { desk, target } = this.#parts;
    this.#wasThrottled = false;
    desk.attempt(ticket, target, false);
    return this.#wasThrottled;
  }

  /** The event goes into the queue, unless it is there. */
  #waits(ticket: number): void {
    const { tickets, clock } = this.#parts.desk;
    if ((tickets.state[ticket]! & State.waiting) !== 0) return;
    tickets.state[ticket]! |= State.waiting;
    this.#handedOver.waiting.add(clock.now, 1);
  }

  #leaves(ticket: number): void {
    const { tickets, clock } = this.#parts.desk;
    if ((tickets.state[ticket]! & State.waiting) === 0) return;
    tickets.state[ticket]! &= ~State.waiting;
    this.#handedOver.waiting.add(clock.now, -1);
  }

  /** After so long, or when the event has become too old. */
  #remind(ticket: number, after: number): void {
    const { desk } = this.#parts;
    const tooOld = desk.tickets.requestedAt[ticket]! + this.#maximumAge;
    desk.remind(ticket, Math.min(desk.clock.now + after, tooOld));
  }

  #giveUp(ticket: number, reason: string): void {
    const { desk, measure, fn } = this.#parts;
    const { now } = desk.clock;
    this.#leaves(ticket);
    if (this.#isEvent(ticket)) {
      this.#counts.gaveUp(now, reason === Dropped.loop);
      const isCounted = this.#isCounted(ticket);
      if (this.#hasDestination) measure.deadLetter(now, isCounted);
      else {
        measure.drop(reason, now, isCounted);
        if (isCounted) fn.measure.dropped += 1;
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
    return (this.#parts.desk.tickets.state[ticket]! & State.duplicate) === 0;
  }

  /** Whether its end is that of an event which counts. */
  #hasFate(ticket: number): boolean {
    return this.#isEvent(ticket) && this.#isCounted(ticket);
  }

  #drawOf(ticket: number, attempt: number): number {
    return this.#isEvent(ticket) ? attempt : OF_DUPLICATE + attempt;
  }
}
