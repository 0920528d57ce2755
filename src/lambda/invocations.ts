// The table of invocations in flight: one row each, as columns, reused after completion.

const FIRST_ROWS = 64;

export class Invocations {
  inFlight = 0;
  /** Arrival of the request. */
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
  /** Of cold starts alone: the lengths of the phases, and the request's place among all arrivals of the run. */
  placement = new Float64Array(FIRST_ROWS);
  init = new Float64Array(FIRST_ROWS);
  sequence = new Float64Array(FIRST_ROWS);
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

  /** Keeps what a cold start needs until its environment has initialised. */
  hold(id: number, sequence: number, placement: number, init: number): void {
    this.sequence[id] = sequence;
    this.placement[id] = placement;
    this.init[id] = init;
  }

  close(id: number): void {
    this.inFlight -= 1;
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
    this.placement = doubles(this.placement);
    this.init = doubles(this.init);
    this.start = codes(this.start);
    this.outcome = bytes(this.outcome);
    this.#free = integers(this.#free);
  }
}

function widened<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
