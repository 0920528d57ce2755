// The times in which nothing of one function runs: when they begin and end, and what the keep-alive policy makes of them.
import type { EventQueue } from '../../engine/queue.js';
import { type Clock, DOUBLE_ZERO } from '../../engine/time.js';
import type { Window } from '../../metrics/window.js';
import { Due, event, Order } from '../agenda.js';
import { Ending } from '../events.js';
import type { KeepAlivePolicy, PreWarming } from './policy.js';

/** What is done to the function's environments. */
export interface IdlePeriodActions {
  /** All idle ones end, for one of `Ending`. */
  expireAll(now: number, ending: number): void;
  /** One is ready, and kept until then. */
  preWarm(keptUntil: number): void;
}

interface Surroundings {
  readonly clock: Clock;
  readonly queue: EventQueue;
  readonly window: Window;
}

export class IdlePeriods {
  inFlight = 0;
  #lastCompletion = DOUBLE_ZERO;
  /** When the timer that ends all idle environments is due. */
  #timerAt = Infinity;
  /** Whether the function has run and is idle now; kept only for a policy that learns. */
  #idle = false;
  /** When an environment is made ready ahead, and until when it is kept. */
  #readyAt = Infinity;
  #keptUntil = Infinity;
  readonly #policy: KeepAlivePolicy;
  /** The function's number: the subject of its events. */
  readonly #subject: number;
  readonly #around: Surroundings;
  readonly #actions: IdlePeriodActions;

  constructor(policy: KeepAlivePolicy, subject: number, around: Surroundings, actions: IdlePeriodActions) {
    this.#policy = policy;
    this.#subject = subject;
    this.#around = around;
    this.#actions = actions;
  }

  /** An invocation starts. */
  started(): void {
    const { preWarming } = this.#policy;
    if (preWarming !== null && this.inFlight === 0) {
      if (this.#idle) preWarming.idleEnded(this.#around.clock.now - this.#lastCompletion);
      this.#idle = false;
      this.#readyAt = Infinity;
    }
    this.inFlight += 1;
  }

  /** An invocation has completed. */
  settled(now: number): void {
    this.inFlight -= 1;
    this.#lastCompletion = now;
    if (this.inFlight > 0) return;
    if (this.#policy.preWarming === null) this.#arm(now + this.#policy.idleLimit);
    else this.#fallIdle(now, this.#policy.preWarming);
  }

  /** A spare has initialised and is idle: while nothing runs, what holds for the function's idle environments holds for it. */
  joined(now: number): void {
    if (this.inFlight > 0) return;
    if (this.#policy.preWarming === null) this.#arm(Math.max(now, this.#lastCompletion + this.#policy.idleLimit));
    else if (this.#readyAt !== Infinity) this.#arm(now);
  }

  /** The timer: ends all idle environments, unless the function has been used since it was set. */
  timerDue(now: number): void {
    this.#timerAt = Infinity;
    if (this.inFlight > 0) return;
    if (this.#policy.preWarming !== null) {
      this.#actions.expireAll(now, Ending.policy);
      return;
    }
    const limit = this.#lastCompletion + this.#policy.idleLimit;
    if (limit > now) this.#arm(limit);
    else this.#actions.expireAll(now, Ending.idle);
  }

  /** An environment is ready again, unless the function has been called since it fell idle. */
  preparationDue(now: number): void {
    if (now !== this.#readyAt) return;
    this.#readyAt = Infinity;
    this.#actions.preWarm(this.#keptUntil);
  }

  #arm(at: number): void {
    if (this.#timerAt <= at) return;
    this.#timerAt = at;
    this.#around.queue.push(at, Order.idle + this.#subject, event(Due.idle, this.#subject));
  }

  #fallIdle(now: number, preWarming: PreWarming): void {
    this.#idle = true;
    const wait = preWarming.readyAfter();
    if (wait === 0) return;
    this.#arm(now);
    this.#readyAt = now + wait;
    this.#keptUntil = now + preWarming.keptFor();
    const { queue, window } = this.#around;
    if (this.#readyAt > window.to) return;
    queue.push(this.#readyAt, Order.preparation + this.#subject, event(Due.preparation, this.#subject));
  }
}
