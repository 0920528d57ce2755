// What triggers remember: the requests that may need another attempt, one row each, as columns, reused once they are settled.

const FIRST_ROWS = 64;
/** In the place of a time: nothing is due. */
export const NEVER = -1;

export class Tickets {
  /** Requests that are not settled. */
  open = 0;
  trigger = new Int32Array(FIRST_ROWS);
  /** When the request came. */
  requestedAt = new Float64Array(FIRST_ROWS);
  /** Its place among all of its trigger, from 1: the key of its draws. */
  number = new Float64Array(FIRST_ROWS);
  /** What the handler does at the next attempt, as in `Call`. */
  duration = new Float64Array(FIRST_ROWS);
  failed = new Uint8Array(FIRST_ROWS);
  /** Attempts so far, those that ended in an error, and those in a row that were throttled. */
  attempts = new Int32Array(FIRST_ROWS);
  errors = new Int32Array(FIRST_ROWS);
  throttles = new Int32Array(FIRST_ROWS);
  /** Attempts that were given up and run on; the row is kept until they end. */
  abandoned = new Int32Array(FIRST_ROWS);
  /** How many calls of functions by functions led to the request. */
  depth = new Int32Array(FIRST_ROWS);
  /** One of the trigger's own states. */
  state = new Uint8Array(FIRST_ROWS);
  /** When something is due next, or `NEVER`. */
  dueAt = new Float64Array(FIRST_ROWS);
  #free = new Int32Array(FIRST_ROWS);
  #freed = 0;
  #used = 0;

  /** A row without attempts. */
  issue(trigger: number, requestedAt: number, number: number): number {
    this.open += 1;
    if (this.#freed === 0 && this.#used === this.trigger.length) this.#grow();
    const ticket = this.#freed > 0 ? this.#free[--this.#freed]! : this.#used++;
    this.trigger[ticket] = trigger;
    this.requestedAt[ticket] = requestedAt;
    this.number[ticket] = number;
    this.attempts[ticket] = this.errors[ticket] = this.throttles[ticket] = this.abandoned[ticket] = 0;
    this.state[ticket] = this.depth[ticket] = 0;
    this.dueAt[ticket] = NEVER;
    return ticket;
  }

  settle(ticket: number): void {
    this.open -= 1;
    this.dueAt[ticket] = NEVER;
    this.#free[this.#freed++] = ticket;
  }

  #grow(): void {
    const rows = this.#used * 2;
    const doubles = (from: Float64Array): Float64Array<ArrayBuffer> => widened(new Float64Array(rows), from);
    const integers = (from: Int32Array): Int32Array<ArrayBuffer> => widened(new Int32Array(rows), from);
    this.trigger = integers(this.trigger);
    this.requestedAt = doubles(this.requestedAt);
    this.number = doubles(this.number);
    this.duration = doubles(this.duration);
    this.failed = widened(new Uint8Array(rows), this.failed);
    this.attempts = integers(this.attempts);
    this.errors = integers(this.errors);
    this.throttles = integers(this.throttles);
    this.dueAt = doubles(this.dueAt);
    this.abandoned = integers(this.abandoned);
    this.depth = integers(this.depth);
    this.state = widened(new Uint8Array(rows), this.state);
    this.#free = integers(this.#free);
  }
}

function widened<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
