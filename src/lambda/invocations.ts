// The table of invocations in flight: one row each, as columns, reused after completion.
import { ABSENT, PHASES, Phase } from './cold-start/phases.js';
import { NONE } from './environments/environments.js';

const FIRST_ROWS = 64;

export class Invocations {
  inFlight = 0;
  /** When this attempt was made. */
  arrivedAt = new Float64Array(FIRST_ROWS);
  /** Number of the request within its function, from 1. */
  request = new Float64Array(FIRST_ROWS);
  target = new Int32Array(FIRST_ROWS);
  trigger = new Int32Array(FIRST_ROWS);
  environment = new Int32Array(FIRST_ROWS);
  /** How long the handler runs, a suppressed init included. */
  duration = new Float64Array(FIRST_ROWS);
  /** How it started and why: the code of that line in the event log. */
  start = new Uint16Array(FIRST_ROWS);
  /** One of `Outcome`. */
  outcome = new Uint8Array(FIRST_ROWS);
  /** The request's place among all arrivals of the run. */
  sequence = new Float64Array(FIRST_ROWS);
  /** By `Phase`: the lengths of the phases, `ABSENT` for those that this invocation has not. Filled only where it has any. */
  readonly phases = PHASES.map(() => new Float64Array(FIRST_ROWS));
  /** One of `InitEnd`. */
  initEnd = new Uint8Array(FIRST_ROWS);
  /** The init that AWS reports, and the part of init or restore that is billed. */
  init = new Float64Array(FIRST_ROWS);
  billedInit = new Float64Array(FIRST_ROWS);
  /** Of an image, what an init that was stopped had not read yet. */
  loadLeft = new Float64Array(FIRST_ROWS);
  /** How long the request waited for an environment, where it took another than its own. */
  wait = new Float64Array(FIRST_ROWS);
  /** Under which number the trigger remembers the request, and how long ago that came when this attempt was made. */
  ticket = new Int32Array(FIRST_ROWS);
  queued = new Float64Array(FIRST_ROWS);
  /** How long its client waited, where not for this attempt alone; below 0 where another one may follow. */
  waited = new Float64Array(FIRST_ROWS);
  /** Which attempt of that request it is, from 1. */
  attempt = new Int32Array(FIRST_ROWS);
  /** Whether the phases, lengths and the ticket above are filled. */
  detailed = new Uint8Array(FIRST_ROWS);
  #free = new Int32Array(FIRST_ROWS);
  #freed = 0;
  #used = 0;

  /** A row to be filled by the caller. */
  open(): number {
    this.inFlight += 1;
    if (this.#freed > 0) return this.#free[--this.#freed]!;
    if (this.#used === this.arrivedAt.length) this.#grow();
    return this.#used++;
  }

  /** Makes the invocation one with phases of its own, none of them met yet. */
  detail(id: number): void {
    if (this.detailed[id] === 0) this.#remember(id, NONE, 1, 0);
    for (const phase of this.phases) phase[id] = ABSENT;
    this.initEnd[id] = this.init[id] = this.billedInit[id] = this.loadLeft[id] = this.wait[id] = 0;
  }

  /** The invocation is an attempt of a request that its trigger remembers. */
  remember(id: number, ticket: number, attempt: number, queued: number): void {
    this.detail(id);
    this.#remember(id, ticket, attempt, queued);
  }

  #remember(id: number, ticket: number, attempt: number, queued: number): void {
    this.detailed[id] = 1;
    this.ticket[id] = ticket;
    this.attempt[id] = attempt;
    this.queued[id] = queued;
  }

  /** When the request came of which this is an attempt. */
  requestedAt(id: number): number {
    return this.detailed[id] === 1 ? this.arrivedAt[id]! - this.queued[id]! : this.arrivedAt[id]!;
  }

  /** Whole milliseconds: the billed part of its init or restore and its duration, rounded up once. M-PRICE-DURATION */
  billedMs(id: number): number {
    const init = this.detailed[id] === 1 ? this.billedInit[id]! : 0;
    return Math.ceil((init + this.duration[id]!) / 1000);
  }

  /** What a cold start adds to its handler's duration: an init that ran again, and the first invocation's extra time. */
  withinDuration(id: number): number {
    const again = this.phases[Phase.initAgain]![id]!;
    const firstInvoke = this.phases[Phase.firstInvoke]![id]!;
    return (again === ABSENT ? 0 : again) + (firstInvoke === ABSENT ? 0 : firstInvoke);
  }

  close(id: number): void {
    this.inFlight -= 1;
    this.detailed[id] = 0;
    this.#free[this.#freed++] = id;
  }

  #grow(): void {
    const rows = this.#used * 2;
    const doubles = (from: Float64Array): Float64Array<ArrayBuffer> => widened(new Float64Array(rows), from);
    const integers = (from: Int32Array): Int32Array<ArrayBuffer> => widened(new Int32Array(rows), from);
    const codes = (from: Uint16Array): Uint16Array<ArrayBuffer> => widened(new Uint16Array(rows), from);
    const bytes = (from: Uint8Array): Uint8Array<ArrayBuffer> => widened(new Uint8Array(rows), from);
    this.arrivedAt = doubles(this.arrivedAt);
    this.sequence = doubles(this.sequence);
    this.request = doubles(this.request);
    this.target = integers(this.target);
    this.trigger = integers(this.trigger);
    this.environment = integers(this.environment);
    this.duration = doubles(this.duration);
    for (const [index, phase] of this.phases.entries()) this.phases[index] = doubles(phase);
    this.initEnd = bytes(this.initEnd);
    this.init = doubles(this.init);
    this.billedInit = doubles(this.billedInit);
    this.loadLeft = doubles(this.loadLeft);
    this.wait = doubles(this.wait);
    this.ticket = integers(this.ticket);
    this.queued = doubles(this.queued);
    this.attempt = integers(this.attempt);
    this.waited = doubles(this.waited);
    this.detailed = bytes(this.detailed);
    this.start = codes(this.start);
    this.outcome = bytes(this.outcome);
    this.#free = integers(this.#free);
  }
}

function widened<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
