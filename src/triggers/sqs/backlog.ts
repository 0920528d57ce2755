// The messages of one queue and what becomes of them: they wait, are taken into batches, come back, and end processed, in a
// dead-letter queue or too old. When any of it happens is up to who polls.
import type { Clock } from '../../engine/time.js';
import type { SqsTrigger } from '../../scenario/triggers/types.js';
import type { TriggerMeasure } from '../trigger-measure.js';
import type { BatchDraws } from './draws.js';
import type { Line } from './line.js';
import { MessageList, type Messages, NO_MESSAGE } from './messages.js';
import type { PolledQueue } from './queue-measure.js';

export const TOO_OLD = 'retention period';

export interface BacklogParts {
  readonly clock: Clock;
  readonly spec: SqsTrigger;
  readonly measure: TriggerMeasure;
  readonly polled: PolledQueue;
  readonly messages: Messages;
  readonly line: Line;
  readonly draws: BatchDraws;
  /** Gives each message its group; always 0 for a standard queue. */
  readonly groupOf: () => number;
  /** Messages before this are not counted. */
  readonly from: number;
}

export class Backlog {
  readonly #parts: BacklogParts;
  /** The batch that is put together, or taken apart. */
  readonly #chosen: MessageList;
  /** By batch, which is known by its ticket, the first message of those that are left. */
  #firstOf = new Int32Array(64);
  /** Messages that count and are not settled. */
  #open = 0;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
    this.#chosen = new MessageList(parts.messages);
  }

  /** How many messages may be received now; of a FIFO queue, from how many groups. */
  get receivable(): number {
    return this.#parts.line.receivable;
  }

  /** A message comes. */
  add(): void {
    const { clock, messages, line, groupOf, from, polled } = this.#parts;
    if (clock.now >= from) this.#open += 1;
    const message = messages.add(clock.now, groupOf());
    line.add(message);
    polled.came(message, clock.now);
  }

  /** Receives what the next batch holds, `most` messages at most, and tells how many; 0 where all had to be put aside. */
  gather(most: number): number {
    const { line } = this.#parts;
    const batch = this.#chosen;
    let count = 0;
    batch.clear();
    while (count < most && line.receivable > 0) {
      const message = line.take();
      if (!this.#isFit(message)) continue;
      line.hold(message);
      batch.push(message);
      count += 1;
    }
    line.close();
    this.#hide(count);
    return count;
  }

  /** What was gathered is that batch. */
  keep(batch: number): void {
    if (batch >= this.#firstOf.length) {
      const wider = new Int32Array(Math.max(2 * this.#firstOf.length, batch + 1));
      wider.set(this.#firstOf);
      this.#firstOf = wider;
    }
    this.#firstOf[batch] = this.#chosen.first;
  }

  /**
   * A batch has ended well: its messages are gone but those that it reported; a FIFO queue's function stops at the first of
   * them (M-SQS-PARTIAL). Tells whether none is left.
   */
  succeed(batch: number): boolean {
    const { messages, draws, spec } = this.#parts;
    const left = this.#chosen;
    left.clear();
    for (let message = this.#firstOf[batch]!; message !== NO_MESSAGE; ) {
      const next = messages.next[message]!;
      const hasStopped = spec.fifo !== null && left.first !== NO_MESSAGE;
      if (hasStopped || draws.isReported(messages.number[message]!, messages.receives[message]!)) left.push(message);
      else this.#succeeded(message);
      message = next;
    }
    this.#firstOf[batch] = left.first;
    return left.first === NO_MESSAGE;
  }

  /** What is left of a batch is visible again. */
  giveBack(batch: number): void {
    const { clock, messages, line, polled } = this.#parts;
    const first = this.#firstOf[batch]!;
    let count = 0;
    for (let message = first; message !== NO_MESSAGE; message = messages.next[message]!) {
      polled.cameBack(message, clock.now, messages.receives[message]!);
      count += 1;
    }
    this.#hide(-count);
    line.giveBack(first);
  }

  /** Nothing happens any more. */
  finish(): void {
    const { measure, polled } = this.#parts;
    measure.queued = this.#open;
    polled.finish();
  }

  /** A message that is received is too old, or was received too often already, or goes into a batch (M-SQS-DEAD-LETTER). */
  #isFit(message: number): boolean {
    const { clock, messages, spec, measure, polled } = this.#parts;
    const isCounted = this.#isCounted(message);
    const receives = (messages.receives[message]! += 1);
    const isOld = clock.now - messages.cameAt[message]! >= spec.retentionPeriod;
    const isDead = spec.maxReceiveCount !== null && receives > spec.maxReceiveCount;
    if (!isOld && !isDead) {
      if (receives > 1) measure.retry(clock.now, isCounted);
      return true;
    }
    if (isOld) measure.drop(TOO_OLD, clock.now, isCounted);
    else measure.deadLetter(clock.now, isCounted);
    polled.waiting.add(clock.now, -1);
    this.#remove(message, isCounted);
    return false;
  }

  #succeeded(message: number): void {
    const { clock, messages, line, measure, polled } = this.#parts;
    const isCounted = this.#isCounted(message);
    if (isCounted) {
      measure.succeeded += 1;
      polled.latency.record(clock.now - messages.cameAt[message]!);
    }
    polled.inFlight.add(clock.now, -1);
    line.release(message);
    this.#remove(message, isCounted);
  }

  #isCounted(message: number): boolean {
    return this.#parts.messages.cameAt[message]! >= this.#parts.from;
  }

  #remove(message: number, isCounted: boolean): void {
    const { clock, messages, polled } = this.#parts;
    if (isCounted) this.#open -= 1;
    polled.left(message, clock.now);
    messages.remove(message);
  }

  /** So many visible messages are hidden; below 0, hidden ones are visible. */
  #hide(count: number): void {
    const { clock, polled } = this.#parts;
    polled.waiting.add(clock.now, -count);
    polled.inFlight.add(clock.now, count);
  }
}
