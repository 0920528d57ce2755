// Which messages of a FIFO queue may be received, against a naive list of all of them, under random comings, batches and failures.
import { describe, expect, it } from 'vitest';
import { stream } from '../../../src/engine/random.js';
import { FifoLine } from '../../../src/triggers/sqs/fifo-line.js';
import { MessageList, Messages, NO_MESSAGE } from '../../../src/triggers/sqs/messages.js';

const ROUNDS = 500;
const STEPS = 200;

/** A line that is watched, and the naive truth about it: of each group the numbers of its messages that are not gone. */
class Watched {
  readonly messages = new Messages();
  readonly line: FifoLine;
  readonly left: number[][];
  readonly batches: number[][] = [];

  constructor(groups: number) {
    this.line = new FifoLine(this.messages, groups);
    this.left = Array.from({ length: groups }, () => []);
  }

  add(group: number): void {
    const message = this.messages.add(0, group);
    this.left[group]!.push(this.messages.number[message]!);
    this.line.add(message);
  }

  isHeld(group: number): boolean {
    return this.batches.flat().some((message) => this.messages.group[message] === group);
  }

  /** Takes a batch; the messages of each group are its first ones, and no batch holds any of that group. */
  take(most: number, isDead: () => boolean): void {
    const { messages, line, left } = this;
    const batch: number[] = [];
    const held = left.map((_, group) => this.isHeld(group));
    const taken = left.map(() => 0);
    while (batch.length < most && line.receivable > 0) {
      const message = line.take();
      const group = messages.group[message]!;
      expect(held[group]).toBe(false);
      expect(messages.number[message]).toBe(left[group]![taken[group]!]);
      if (isDead()) {
        left[group]!.splice(taken[group]!, 1);
        messages.remove(message);
        continue;
      }
      taken[group]! += 1;
      line.hold(message);
      batch.push(message);
    }
    line.close();
    if (batch.length > 0) this.batches.push(batch);
  }

  /** A batch ends: its first messages are gone, and the others come back. */
  end(which: number, gone: number): void {
    const [batch] = this.batches.splice(which, 1);
    const back = new MessageList(this.messages);
    for (const message of batch!.slice(gone)) back.push(message);
    for (const message of batch!.slice(0, gone)) {
      this.left[this.messages.group[message]!]!.shift();
      this.line.release(message);
      this.messages.remove(message);
    }
    if (back.first !== NO_MESSAGE) this.line.giveBack(back.first);
  }

  get ready(): number {
    return this.left.filter((numbers, group) => numbers.length > 0 && !this.isHeld(group)).length;
  }
}

describe('a FIFO line', () => {
  it(`gives each group's messages in their order, and none while a batch holds one, in ${ROUNDS} random histories`, () => {
    for (let round = 0; round < ROUNDS; round++) {
      const uniform = stream(['fifo line', round]);
      const below = (count: number): number => Math.floor(uniform() * count);
      const groups = 1 + below(6);
      const watched = new Watched(groups);
      for (let step = 0; step < STEPS; step++) {
        const what = uniform();
        if (what < 0.5) watched.add(below(groups));
        else if (what < 0.75) watched.take(1 + below(5), () => uniform() < 0.1);
        else if (watched.batches.length > 0) {
          const which = below(watched.batches.length);
          watched.end(which, below(watched.batches[which]!.length + 1));
        }
        expect(watched.line.receivable).toBe(watched.ready);
      }
    }
  });

  it('takes as many as it can of one group, then of the group that has been ready for longest', () => {
    const { line, messages } = new Watched(3);
    for (const group of [1, 2, 1, 0, 2]) line.add(messages.add(0, group));
    const taken = [1, 2, 3, 4, 5].map(() => messages.number[line.take()]);
    expect(taken).toEqual([1, 3, 2, 5, 4]);
  });
});
