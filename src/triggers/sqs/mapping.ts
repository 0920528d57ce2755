// The event source mapping of an SQS queue, which polls it: when batches are received, how many are out at a time, and what follows
// when one is throttled or ends. Polling takes no time (M-SQS-POLLING).
import type { Timer } from '../../lambda/control-plane.js';
import { Outcome } from '../../lambda/events.js';
import type { LambdaFunction } from '../../lambda/function.js';
import { SQS_BACKOFF } from '../../lambda/limits/polling.js';
import type { SqsTrigger } from '../../scenario/triggers/types.js';
import { doubled } from '../backoff.js';
import type { Desk, RememberingTrigger } from '../front.js';
import type { Backlog } from './backlog.js';
import type { BatchConcurrency } from './concurrency.js';
import type { BatchDraws } from './draws.js';

const MINUTE = 60_000_000;

export interface MappingParts {
  readonly desk: Desk;
  readonly spec: SqsTrigger;
  readonly trigger: number;
  readonly target: number;
  readonly fn: LambdaFunction;
  readonly backlog: Backlog;
  readonly concurrency: BatchConcurrency;
  readonly draws: BatchDraws;
  /** Messages of a batch at most. */
  readonly most: number;
  /** End of the simulated time: nobody polls after it. */
  readonly end: number;
}

export class QueueMapping implements RememberingTrigger {
  readonly #parts: MappingParts;
  readonly #pollTimer: Timer;
  readonly #windowTimer: Timer;
  readonly #minuteTimer: Timer;
  /** Batches so far, and those that run, or were throttled and are tried again. */
  #batches = 0;
  #out = 0;
  #isPollDue = false;
  #isMinuteDue = false;
  /** When the batch that is not full closes; `Infinity` where none waits for more. */
  #windowEnd = Infinity;

  constructor(parts: MappingParts) {
    const { desk } = parts;
    this.#parts = parts;
    this.#pollTimer = desk.timer(() => {
      this.#isPollDue = false;
      this.#poll();
    });
    this.#windowTimer = desk.timer(() => {
      this.#poll();
    });
    this.#minuteTimer = desk.timer(() => {
      this.#minutePassed();
    });
  }

  /** A message comes. */
  arrive(): void {
    this.#parts.backlog.add();
    this.#poll();
  }

  /** The same batch is tried again, until its visibility timeout is over (M-SQS-BACKOFF). */
  throttled(ticket: number): void {
    const { tickets, clock } = this.#parts.desk;
    const throttles = (tickets.throttles[ticket]! += 1);
    this.#lower();
    this.#later(ticket, Math.min(clock.now + backOff(throttles), this.#hiddenUntil(ticket)));
  }

  answered(ticket: number, outcome: number): number {
    const { desk, backlog } = this.#parts;
    const { tickets, clock } = desk;
    this.#out -= 1;
    if (outcome !== Outcome.ok) this.#lower();
    if (outcome === Outcome.ok && backlog.succeed(ticket)) tickets.settle(ticket);
    else {
      tickets.errors[ticket] = 1;
      this.#later(ticket, Math.max(clock.now, this.#hiddenUntil(ticket)));
    }
    this.#askForPoll();
    return clock.now - tickets.requestedAt[ticket]!;
  }

  /** A throttled batch is tried again, or what is left of one is visible again. */
  due(ticket: number): void {
    const { desk, target, backlog } = this.#parts;
    const hasEnded = desk.tickets.errors[ticket]! > 0;
    if (!hasEnded && desk.clock.now < this.#hiddenUntil(ticket)) {
      desk.attempt(ticket, target, true);
      return;
    }
    if (!hasEnded) this.#out -= 1;
    backlog.giveBack(ticket);
    desk.tickets.settle(ticket);
    this.#askForPoll();
  }

  finish(): void {
    const { backlog, fn, concurrency } = this.#parts;
    backlog.finish();
    if (concurrency.pollers === null) return;
    concurrency.pollers.finish();
    fn.pollers.sqs += concurrency.pollers.area;
  }

  /** At this very instant, once all that ends or comes back at it has done so. */
  #askForPoll(): void {
    const { backlog, desk } = this.#parts;
    if (backlog.receivable === 0 || this.#isPollDue) return;
    this.#isPollDue = true;
    this.#pollTimer.at(desk.clock.now);
  }

  /** Receives batches as long as one closes and another may be out. */
  #poll(): void {
    while (this.#closes()) {
      if (this.#out >= this.#parts.concurrency.limit) {
        this.#awaitMinute();
        return;
      }
      this.#receive();
    }
  }

  /** Whether what waits makes a batch; if not, it waits for more until the window is over (M-SQS-WINDOW). */
  #closes(): boolean {
    const { spec, backlog, most, desk } = this.#parts;
    const { receivable } = backlog;
    if (receivable === 0) return false;
    if (spec.batchWindow === 0 || receivable >= most) return true;
    if (this.#windowEnd === Infinity) {
      this.#windowEnd = desk.clock.now + spec.batchWindow;
      this.#windowTimer.at(this.#windowEnd);
    }
    return desk.clock.now >= this.#windowEnd;
  }

  #receive(): void {
    const { desk, backlog, most, trigger, target, draws } = this.#parts;
    const count = backlog.gather(most);
    this.#windowEnd = Infinity;
    if (count === 0) return;
    const ticket = desk.tickets.issue(trigger, desk.clock.now, ++this.#batches);
    backlog.keep(ticket);
    draws.fill(desk.tickets, ticket, count);
    this.#out += 1;
    desk.attempt(ticket, target, true);
  }

  #minutePassed(): void {
    const { backlog, concurrency } = this.#parts;
    this.#isMinuteDue = false;
    concurrency.minutePassed(this.#closes(), backlog.receivable === 0 && this.#out === 0);
    this.#poll();
    if (!concurrency.atRest) this.#awaitMinute();
  }

  #lower(): void {
    this.#parts.concurrency.lower();
    this.#awaitMinute();
  }

  #awaitMinute(): void {
    if (this.#isMinuteDue) return;
    this.#isMinuteDue = true;
    this.#minuteTimer.at(this.#parts.desk.clock.now + MINUTE);
  }

  /** What would come after the end of the simulated time does not: the messages stay queued. */
  #later(ticket: number, time: number): void {
    const { desk, end } = this.#parts;
    if (time > end) desk.tickets.settle(ticket);
    else desk.remind(ticket, time);
  }

  /** M-SQS-VISIBILITY */
  #hiddenUntil(ticket: number): number {
    return this.#parts.desk.tickets.requestedAt[ticket]! + this.#parts.spec.visibilityTimeout;
  }
}

/** How long a batch that was throttled so often in a row waits. */
function backOff(throttles: number): number {
  return doubled(SQS_BACKOFF.first, throttles - 1, SQS_BACKOFF.most);
}
