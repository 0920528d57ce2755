// Clients who wait for an answer, but not for ever, and who may try again: with exponential backoff and full jitter, as SDKs do. What
// a client has given up runs on all the same, and is billed.
import type { Call } from '../lambda/call.js';
import { Outcome } from '../lambda/events.js';
import type { RetrySpec } from '../scenario/triggers/types.js';
import type { MergedRows } from '../workload/merged.js';
import type { WorkAgain } from './asynchronous.js';
import { doubled } from './backoff.js';
import type { ClosedUsers } from './closed-users.js';
import type { Desk, RememberingTrigger } from './front.js';
import { NEVER } from './tickets.js';
import type { TriggerMeasure } from './trigger-measure.js';

export interface ClientParts {
  readonly desk: Desk;
  readonly trigger: number;
  readonly target: number;
  readonly measure: TriggerMeasure;
  /** Requests before this are not counted. */
  readonly from: number;
  readonly work: WorkAgain;
  /** A uniform number for a request and one of its attempts. */
  readonly jitter: (number: number, attempt: number) => number;
  /** `null` where clients never try again. */
  readonly retries: RetrySpec | null;
  /** How long a client waits for one attempt, in microseconds. */
  readonly patience: number;
  /** Users who go on when they have their answer; `null` where others call. */
  readonly users: ClosedUsers | null;
  readonly rows: MergedRows;
  /** Is told when a request is settled. */
  readonly onSettled?: (ticket: number, succeeded: boolean) => void;
}

/** What a request's client does: waits for an answer, waits to try again, or nothing more. */
const State = { waiting: 0, backingOff: 1, settled: 2 } as const;

/** What a client sees of an attempt. */
const Seen = { throttle: 0, error: 1, timeout: 2 } as const;

export class WaitingClients implements RememberingTrigger {
  readonly #parts: ClientParts;
  /** Attempts that were given up and run on, by what their client waited where it was the last, else below 0. */
  readonly #givenUp = new Map<number, number>();
  #requests = 0;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  arrive({ duration, failed }: Call): void {
    const ticket = this.#issue();
    const { tickets } = this.#parts.desk;
    tickets.duration[ticket] = duration;
    tickets.failed[ticket] = failed;
    this.#attempt(ticket);
  }

  /** A handler calls, `depth` calls from the first: what its call does is drawn by its number. */
  call(depth: number, prepare: (ticket: number) => void): void {
    const { desk, work } = this.#parts;
    const { tickets } = desk;
    const ticket = this.#issue();
    const first = work(this.#requests, 0);
    tickets.duration[ticket] = first.duration;
    tickets.failed[ticket] = first.failed;
    tickets.depth[ticket] = depth;
    prepare(ticket);
    this.#attempt(ticket);
  }

  #issue(): number {
    const { desk, trigger } = this.#parts;
    return desk.tickets.issue(trigger, desk.clock.now, ++this.#requests);
  }

  throttled(ticket: number): void {
    this.#missed(ticket, Seen.throttle);
  }

  answered(ticket: number, outcome: number, attempt: number): number {
    const { tickets } = this.#parts.desk;
    const key = keyOf(ticket, attempt);
    const waited = this.#givenUp.get(key);
    if (waited !== undefined) {
      this.#givenUp.delete(key);
      tickets.abandoned[ticket]! -= 1;
      if (tickets.state[ticket] === State.settled) this.#forget(ticket);
      return waited;
    }
    tickets.dueAt[ticket] = NEVER;
    if (outcome !== Outcome.ok) return this.#missed(ticket, Seen.error);
    return this.#settle(ticket, true);
  }

  /** The client's patience for an attempt is over, or it is time for another one. */
  due(ticket: number): void {
    const { tickets } = this.#parts.desk;
    if (tickets.state[ticket] === State.backingOff) {
      this.#attempt(ticket);
      return;
    }
    const key = keyOf(ticket, tickets.attempts[ticket]!);
    tickets.abandoned[ticket]! += 1;
    this.#givenUp.set(key, this.#missed(ticket, Seen.timeout));
  }

  /** Every request has been followed to its end. */
  finish(): void {}

  #attempt(ticket: number): void {
    const { desk, target, patience, measure } = this.#parts;
    const { tickets, clock } = desk;
    tickets.state[ticket] = State.waiting;
    if (tickets.attempts[ticket]! > 0 && this.#isCounted(ticket)) measure.retries += 1;
    // Asked for first: an attempt that is refused at once asks for another time itself.
    if (patience < Infinity) this.#remind(ticket, clock.now + patience);
    desk.attempt(ticket, target, true);
  }

  #remind(ticket: number, time: number): void {
    this.#parts.desk.remind(ticket, time);
  }

  /** An attempt brought no answer that will do: the client tries again, or has waited so long for nothing. */
  #missed(ticket: number, seen: number): number {
    const { desk, retries, jitter, work } = this.#parts;
    const { tickets, clock } = desk;
    const attempt = tickets.attempts[ticket]!;
    if (retries === null || attempt >= retries.attempts || !triesAgain(retries, seen))
      return this.#settle(ticket, false);
    const number = tickets.number[ticket]!;
    if (seen !== Seen.throttle) {
      const again = work(number, attempt);
      tickets.duration[ticket] = again.duration;
      tickets.failed[ticket] = again.failed;
    }
    const longest = doubled(retries.baseBackoff, attempt - 1, retries.maxBackoff);
    const share = retries.jitter === 'full' ? jitter(number, attempt) : 1;
    tickets.state[ticket] = State.backingOff;
    this.#remind(ticket, clock.now + Math.round(share * longest));
    return -1;
  }

  #settle(ticket: number, succeeded: boolean): number {
    const { desk, measure, users, rows, trigger, onSettled } = this.#parts;
    const { tickets, clock } = desk;
    const requestedAt = tickets.requestedAt[ticket]!;
    if (this.#isCounted(ticket)) {
      if (succeeded) measure.succeeded += 1;
      else measure.failed += 1;
    }
    tickets.dueAt[ticket] = NEVER;
    tickets.state[ticket] = State.settled;
    if (users?.answered(requestedAt)) rows.moved(trigger);
    onSettled?.(ticket, succeeded);
    this.#forget(ticket);
    return clock.now - requestedAt;
  }

  /** Once none of its attempts runs on, whose end would be taken for another request's. */
  #forget(ticket: number): void {
    const { tickets } = this.#parts.desk;
    if (tickets.abandoned[ticket] === 0) tickets.settle(ticket);
  }

  #isCounted(ticket: number): boolean {
    return this.#parts.desk.tickets.requestedAt[ticket]! >= this.#parts.from;
  }
}

const ATTEMPTS = 2 ** 20;
const keyOf = (ticket: number, attempt: number): number => ticket * ATTEMPTS + attempt;

function triesAgain({ on }: RetrySpec, seen: number): boolean {
  return seen === Seen.throttle ? on.throttle : seen === Seen.error ? on.error : on.timeout;
}
