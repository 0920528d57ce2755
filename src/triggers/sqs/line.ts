// In which order a queue's messages are received, and which of them may be: of a standard queue all that are visible (M-SQS-ORDER).
import { MessageList, type Messages, NO_MESSAGE } from './messages.js';

export interface Line {
  /** How many may be received now; of a FIFO queue, from how many groups. */
  readonly receivable: number;
  /** A message has come. */
  add(message: number): void;
  /** Receives the next one, where `receivable` is above 0. */
  take(): number;
  /** What was taken goes into the batch that is put together; `close` tells that this is whole. */
  hold(message: number): void;
  close(): void;
  /** What was held is gone for good. */
  release(message: number): void;
  /** What was held may be received again: a chain of messages in their order. */
  giveBack(first: number): void;
}

/** Whatever came back was received before all that never was: it goes first, in the order of coming back. */
export class StandardLine implements Line {
  receivable = 0;
  readonly #messages: Messages;
  readonly #fresh: MessageList;
  readonly #returned: MessageList;

  constructor(messages: Messages) {
    this.#messages = messages;
    this.#fresh = new MessageList(messages);
    this.#returned = new MessageList(messages);
  }

  add(message: number): void {
    this.receivable += 1;
    this.#fresh.push(message);
  }

  take(): number {
    this.receivable -= 1;
    return this.#returned.first === NO_MESSAGE ? this.#fresh.shift() : this.#returned.shift();
  }

  hold(): void {}
  close(): void {}
  release(): void {}

  giveBack(first: number): void {
    for (let message = first; message !== NO_MESSAGE; ) {
      const next = this.#messages.next[message]!;
      this.receivable += 1;
      this.#returned.push(message);
      message = next;
    }
  }
}
