// What stands before the platform where triggers remember their requests: it takes each arrival to its trigger, brings attempts to
// the platform, and tells the trigger what became of them. Callers who need no memory go straight through.

import type { EventQueue } from '../engine/queue.js';
import type { Model } from '../engine/run.js';
import { type Clock, DOUBLE_ZERO } from '../engine/time.js';
import { Due, event, kindOf, Order, subjectOf } from '../lambda/agenda.js';
import type { Call } from '../lambda/call.js';
import type { Callers, Calls } from '../lambda/calls.js';
import type { Timer } from '../lambda/control-plane.js';
import type { Invocations } from '../lambda/invocations.js';
import type { Platform } from '../lambda/platform.js';
import { NEVER, Tickets } from './tickets.js';

/** A trigger that remembers its requests. */
export interface RememberingTrigger {
  /** A request comes. */
  arrive(call: Call): void;
  /** An attempt was throttled; `reason` is an index into `REASONS`. */
  throttled(ticket: number, reason: number): void;
  /**
   * An attempt has ended, as one of `Outcome`, which of them from 1, which had started as the code of its event tells. Gives how
   * long the client waited; below 0 where another attempt may follow.
   */
  answered(ticket: number, outcome: number, attempt: number, start: number): number;
  /** It is time for another attempt. */
  due(ticket: number): void;
  /** Nothing happens any more: what is not settled is counted. */
  finish(): void;
}

/** How triggers make attempts, and ask for a time to make them at. */
export interface Desk {
  readonly clock: Clock;
  /** Of the simulated time. */
  readonly end: number;
  readonly tickets: Tickets;
  /** Attempts to run what the ticket says, now. */
  attempt(ticket: number, target: number, rated: boolean): void;
  /** The trigger is told at `time` that the ticket is due, instead of any other time that it asked for. */
  remind(ticket: number, time: number): void;
  /** A timer of one who polls, made once. It stops at the end of the simulated time, which is still a part of it. */
  timer(action: () => void): Timer;
}

export class Front implements Model<Calls>, Callers, Desk {
  readonly clock: Clock;
  readonly tickets = new Tickets();
  readonly #queue: EventQueue;
  /** By trigger; `null` for those whose requests are answered once and forgotten. */
  readonly #triggers: readonly (RememberingTrigger | null)[];
  readonly #others: Callers;
  readonly #sent = new SentCall();
  #platform!: Platform;
  #reminders = 0;
  readonly #actions: (() => void)[] = [];
  readonly end: number;

  /** `end` is that of the simulated time: then nobody polls any more. */
  constructor(
    { clock, queue, end }: { readonly clock: Clock; readonly queue: EventQueue; readonly end: number },
    triggersAt: (desk: Desk) => readonly (RememberingTrigger | null)[],
    others: Callers,
  ) {
    this.end = end;
    this.clock = clock;
    this.#queue = queue;
    this.#others = others;
    this.#triggers = triggersAt(this);
  }

  /** The platform behind it, which it is a part of. */
  before(platform: Platform): this {
    this.#platform = platform;
    return this;
  }

  arrive(calls: Calls): void {
    const trigger = this.#triggers[calls.trigger] ?? null;
    if (trigger === null) this.#platform.arrive(calls);
    else trigger.arrive(calls);
  }

  handle(packed: number): void {
    const subject = subjectOf(packed);
    const kind = kindOf(packed);
    if (kind === Due.attempt) this.#due(subject);
    else if (kind === Due.poll) this.#actions[subject]!();
    else this.#platform.handle(packed);
  }

  /** Of several times that were asked for, for this request or an earlier one of the row, only the last counts. */
  #due(ticket: number): void {
    const { tickets, clock } = this;
    if (tickets.dueAt[ticket] !== clock.now) return;
    tickets.dueAt[ticket] = NEVER;
    this.#triggers[tickets.trigger[ticket]!]!.due(ticket);
  }

  settled(): boolean {
    return this.tickets.open === 0 && this.#platform.settled();
  }

  finish(): void {
    for (const trigger of this.#triggers) trigger?.finish();
  }

  attempt(ticket: number, target: number, rated: boolean): void {
    const { tickets } = this;
    const sent = this.#sent;
    sent.ticket = ticket;
    sent.target = target;
    sent.trigger = tickets.trigger[ticket]!;
    sent.duration = tickets.duration[ticket]!;
    sent.failed = tickets.failed[ticket]!;
    sent.attempt = tickets.attempts[ticket]! += 1;
    sent.queued = this.clock.now - tickets.requestedAt[ticket]!;
    sent.rated = rated;
    this.#platform.arrive(sent);
  }

  timer(action: () => void): Timer {
    const number = this.#actions.push(action) - 1;
    return {
      at: (time) => {
        if (time > this.end) return;
        this.#reminders += 1;
        this.#queue.push(time, Order.attempt + this.#reminders, event(Due.poll, number));
      },
    };
  }

  remind(ticket: number, time: number): void {
    this.#reminders += 1;
    this.tickets.dueAt[ticket] = time;
    this.#queue.push(time, Order.attempt + this.#reminders, event(Due.attempt, ticket));
  }

  throttled(call: Call, reason: number): void {
    const trigger = this.#triggers[call.trigger] ?? null;
    if (trigger === null) this.#others.throttled(call, reason);
    else trigger.throttled(call.ticket, reason);
  }

  answered(invocations: Invocations, id: number): boolean {
    const trigger = this.#triggers[invocations.trigger[id]!] ?? null;
    if (trigger === null) return this.#others.answered(invocations, id);
    const { ticket, outcome, attempt, start } = invocations;
    const waited = trigger.answered(ticket[id]!, outcome[id]!, attempt[id]!, start[id]!);
    invocations.waited[id] = waited;
    return waited !== this.clock.now - invocations.arrivedAt[id]!;
  }
}

/** One attempt of a remembered request, filled anew for each. */
class SentCall implements Call {
  target = 0;
  trigger = 0;
  duration = DOUBLE_ZERO;
  failed = 0;
  ticket = 0;
  attempt = 0;
  queued = DOUBLE_ZERO;
  rated = false;
}
