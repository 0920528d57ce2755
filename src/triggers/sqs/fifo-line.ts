// In which order the messages of a FIFO queue are received: in each group one after another, and none while another of its group is
// in a batch or hidden after one that failed. A batch takes as many as it can of one group before it goes on to the next (M-SQS-FIFO).
import type { Line } from './line.js';
import { type Messages, NO_MESSAGE } from './messages.js';

const NO_GROUP = -1;

export class FifoLine implements Line {
  /** Groups that are ready, chained in the order in which they became so. */
  receivable = 0;
  readonly #messages: Messages;
  /** Of each group: its waiting messages, how many a batch holds, and the next group that is ready. */
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #held: Int32Array;
  readonly #next: Int32Array;
  #firstReady = NO_GROUP;
  #lastReady = NO_GROUP;

  constructor(messages: Messages, groups: number) {
    this.#messages = messages;
    this.#first = new Int32Array(groups).fill(NO_MESSAGE);
    this.#last = new Int32Array(groups);
    this.#held = new Int32Array(groups);
    this.#next = new Int32Array(groups);
  }

  add(message: number): void {
    const group = this.#messages.group[message]!;
    const isFirst = this.#first[group] === NO_MESSAGE;
    this.#messages.next[message] = NO_MESSAGE;
    if (isFirst) this.#first[group] = message;
    else this.#messages.next[this.#last[group]!] = message;
    this.#last[group] = message;
    if (isFirst && this.#held[group] === 0) this.#ready(group);
  }

  take(): number {
    const group = this.#firstReady;
    const message = this.#first[group]!;
    this.#first[group] = this.#messages.next[message]!;
    if (this.#first[group] === NO_MESSAGE) this.#dropFirstReady();
    return message;
  }

  hold(message: number): void {
    this.#held[this.#messages.group[message]!]! += 1;
  }

  /** A group of which only a part fitted into the batch waits for that part. */
  close(): void {
    if (this.#firstReady !== NO_GROUP && this.#held[this.#firstReady]! > 0) this.#dropFirstReady();
  }

  release(message: number): void {
    const group = this.#messages.group[message]!;
    this.#held[group]! -= 1;
    if (this.#held[group] === 0 && this.#first[group] !== NO_MESSAGE) this.#ready(group);
  }

  /** They go before all that wait in their groups; those of one group stand together, as a batch took them. */
  giveBack(first: number): void {
    const { next, group: groups } = this.#messages;
    for (let from = first; from !== NO_MESSAGE; ) {
      const group = groups[from]!;
      let to = from;
      let count = 1;
      for (; next[to] !== NO_MESSAGE && groups[next[to]!] === group; to = next[to]!) count += 1;
      const following = next[to]!;
      if (this.#first[group] === NO_MESSAGE) this.#last[group] = to;
      next[to] = this.#first[group]!;
      this.#first[group] = from;
      this.#held[group]! -= count;
      if (this.#held[group] === 0) this.#ready(group);
      from = following;
    }
  }

  #ready(group: number): void {
    if (this.#firstReady === NO_GROUP) this.#firstReady = group;
    else this.#next[this.#lastReady] = group;
    this.#next[group] = NO_GROUP;
    this.#lastReady = group;
    this.receivable += 1;
  }

  #dropFirstReady(): void {
    this.#firstReady = this.#next[this.#firstReady]!;
    this.receivable -= 1;
  }
}
