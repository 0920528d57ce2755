// The lanes of a stream: each holds records in order, of which the first make up the batch that is being worked on.
import { Records } from './records.js';

export const NONE = -1;
/** Instead of a ticket: its batch would be sent again when nobody polls any more. */
export const STOPPED = -2;
/** A batch of 10,000 is cut into halves no more often than this. */
const PIECES = 16;

/** Columns, one row a lane. */
export class Lanes {
  readonly records = new Records();
  /** The first and the last record, `NONE` where there is none; how many there are, and how many of them have been read. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly held: Int32Array;
  readonly read: Int32Array;
  /** The ticket of the batch that is being worked on, `NONE` while there is none, `STOPPED` for ever. */
  readonly ticket: Int32Array;
  /** How many records the next attempt holds: all of the batch, or a piece of it. */
  readonly size: Int32Array;
  /** Errors of this very piece, and throttles in a row. */
  readonly errors: Int32Array;
  readonly throttles: Int32Array;
  /** Attempts of the batch that ran. */
  readonly ran: Int32Array;
  /** The place in the piece of the first record that makes it fail; `NONE` where there is none. */
  readonly poisonAt: Int32Array;
  /** When something is to be done next; `Infinity` while nothing is. */
  readonly dueAt: Float64Array;
  /** When the last batch was done. */
  readonly freeSince: Float64Array;
  /** Pieces that wait for the one before them, the next one last. */
  readonly #pieces: Int32Array;
  readonly #waiting: Int32Array;

  constructor(lanes: number) {
    const integers = (value: number): Int32Array => new Int32Array(lanes).fill(value);
    this.first = integers(NONE);
    this.last = integers(NONE);
    this.held = integers(0);
    this.read = integers(0);
    this.ticket = integers(NONE);
    this.size = integers(0);
    this.errors = integers(0);
    this.throttles = integers(0);
    this.ran = integers(0);
    this.poisonAt = integers(NONE);
    this.dueAt = new Float64Array(lanes).fill(Infinity);
    this.freeSince = new Float64Array(lanes).fill(-Infinity);
    this.#pieces = new Int32Array(lanes * PIECES);
    this.#waiting = integers(0);
  }

  append(lane: number, row: number): void {
    const last = this.last[lane]!;
    if (last === NONE) this.first[lane] = row;
    else this.records.next[last] = row;
    this.last[lane] = row;
    this.held[lane]! += 1;
  }

  /** Takes the first record off. */
  shift(lane: number): void {
    const row = this.first[lane]!;
    const next = this.records.next[row]!;
    this.first[lane] = next;
    if (next === NONE) this.last[lane] = NONE;
    this.held[lane]! -= 1;
    this.read[lane]! -= 1;
    this.records.release(row);
  }

  /** Notes the first poison of the piece, and gives its last record. */
  scan(lane: number): number {
    const { next, poison } = this.records;
    let row = this.first[lane]!;
    this.poisonAt[lane] = NONE;
    for (let place = 0; ; place++) {
      if (poison[row] === 1 && this.poisonAt[lane] === NONE) this.poisonAt[lane] = place;
      if (place + 1 === this.size[lane]) return row;
      row = next[row]!;
    }
  }

  /** Cuts the piece into halves: the second waits for the first, which is the longer one. */
  halve(lane: number): void {
    const size = this.size[lane]!;
    const half = Math.ceil(size / 2);
    this.#pieces[lane * PIECES + this.#waiting[lane]!] = size - half;
    this.#waiting[lane]! += 1;
    this.size[lane] = half;
  }

  /** Goes on to the piece that waits; tells whether there is one. */
  nextPiece(lane: number): boolean {
    if (this.#waiting[lane] === 0) return false;
    this.#waiting[lane]! -= 1;
    this.size[lane] = this.#pieces[lane * PIECES + this.#waiting[lane]!]!;
    return true;
  }
}
