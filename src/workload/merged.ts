// Several triggers' rows as one stream: by time, and at one instant in the order of the triggers.
import { DOUBLE_ZERO } from '../engine/time.js';
import { type RowBlock, type RowSource, rowBlock } from './rows.js';

/** One trigger's place in its current block. */
interface Head {
  readonly trigger: number;
  readonly source: RowSource;
  readonly block: RowBlock;
  row: number;
  rows: number;
  time: number;
}

/** The current row of all triggers together; `time` is `Infinity` after the last. */
export class MergedRows {
  time = Infinity;
  target = 0;
  trigger = 0;
  duration = DOUBLE_ZERO;
  failed = 0;
  /** Each row is the first attempt of a request that nobody remembers, and that has just come. */
  readonly ticket = -1;
  readonly attempt = 1;
  readonly queued = 0;
  readonly rated = true;
  /** A binary heap by time, then trigger; those that have ended are at its end with time `Infinity`. */
  readonly #heads: Head[];
  readonly #onBlock: (time: number) => void;

  /** `onBlock` is told the time whenever a block of rows has been used up. */
  constructor(sources: readonly RowSource[], onBlock: (time: number) => void) {
    this.#onBlock = onBlock;
    this.#heads = sources.map((source, trigger) => ({
      trigger,
      source,
      block: rowBlock(),
      row: 0,
      rows: 0,
      time: Infinity,
    }));
    for (const head of this.#heads) this.#refill(head);
    this.#heads.sort((a, b) => (before(a, b) ? -1 : 1));
    this.#load();
  }

  advance(): void {
    const head = this.#heads[0]!;
    if (++head.row < head.rows) head.time = head.block.time[head.row]!;
    else this.#refill(head);
    if (this.#heads.length > 1) this.#sink(head);
    this.#load();
  }

  /** A trigger's next row comes at another time than its source said before, because of what has happened since. */
  moved(trigger: number): void {
    const heads = this.#heads;
    let at = 0;
    while (heads[at]!.trigger !== trigger) at += 1;
    const head = heads[at]!;
    if (head.rows === 0) this.#refill(head);
    else head.time = head.block.time[head.row]!;
    while (at > 0 && before(head, heads[(at - 1) >> 1]!)) {
      heads[at] = heads[(at - 1) >> 1]!;
      at = (at - 1) >> 1;
    }
    heads[at] = head;
    this.#load();
  }

  #refill(head: Head): void {
    if (head.rows > 0) this.#onBlock(head.time);
    head.row = 0;
    head.rows = head.source.fill(head.block);
    head.time = head.rows > 0 ? head.block.time[0]! : Infinity;
  }

  #sink(head: Head): void {
    const heads = this.#heads;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heads.length) break;
      if (child + 1 < heads.length && before(heads[child + 1]!, heads[child]!)) child += 1;
      if (!before(heads[child]!, head)) break;
      heads[at] = heads[child]!;
      at = child;
    }
    heads[at] = head;
  }

  #load(): void {
    const head = this.#heads[0];
    if (head === undefined || head.time === Infinity) {
      this.time = Infinity;
      return;
    }
    const { row, block } = head;
    this.time = head.time;
    this.trigger = head.trigger;
    this.target = block.target[row]!;
    this.duration = block.duration[row]!;
    this.failed = block.failed[row]!;
  }
}

const before = (a: Head, b: Head): boolean => a.time < b.time || (a.time === b.time && a.trigger < b.trigger);
