// The messages of one queue: a row each, as columns, reused once they are gone. Lists of them are chained by `next`, so that none
// of what happens to a message allocates.

const FIRST_ROWS = 64;
/** The end of a list. */
export const NO_MESSAGE = -1;

export class Messages {
  cameAt = new Float64Array(FIRST_ROWS);
  /** Its place among all of the queue, from 1: the key of its draws. */
  number = new Float64Array(FIRST_ROWS);
  receives = new Int32Array(FIRST_ROWS);
  group = new Int32Array(FIRST_ROWS);
  /** The next one of the list that it is in. */
  next = new Int32Array(FIRST_ROWS);
  #free = NO_MESSAGE;
  #used = 0;
  #came = 0;

  /** A row for one that was never received. */
  add(cameAt: number, group: number): number {
    let message = this.#free;
    if (message !== NO_MESSAGE) this.#free = this.next[message]!;
    else {
      if (this.#used === this.cameAt.length) this.#grow();
      message = this.#used++;
    }
    this.cameAt[message] = cameAt;
    this.number[message] = ++this.#came;
    this.receives[message] = 0;
    this.group[message] = group;
    this.next[message] = NO_MESSAGE;
    return message;
  }

  remove(message: number): void {
    this.next[message] = this.#free;
    this.#free = message;
  }

  #grow(): void {
    const rows = this.#used * 2;
    this.cameAt = widened(new Float64Array(rows), this.cameAt);
    this.number = widened(new Float64Array(rows), this.number);
    this.receives = widened(new Int32Array(rows), this.receives);
    this.group = widened(new Int32Array(rows), this.group);
    this.next = widened(new Int32Array(rows), this.next);
  }
}

/** One list of messages, first in, first out. */
export class MessageList {
  first = NO_MESSAGE;
  #last = NO_MESSAGE;
  readonly #messages: Messages;

  constructor(messages: Messages) {
    this.#messages = messages;
  }

  push(message: number): void {
    this.#messages.next[message] = NO_MESSAGE;
    if (this.first === NO_MESSAGE) this.first = message;
    else this.#messages.next[this.#last] = message;
    this.#last = message;
  }

  /** Only where there is one. */
  shift(): number {
    const message = this.first;
    this.first = this.#messages.next[message]!;
    return message;
  }

  clear(): void {
    this.first = NO_MESSAGE;
  }
}

function widened<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
