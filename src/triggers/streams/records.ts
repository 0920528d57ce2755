// The records of a trigger that are not settled: rows of one table, linked in the order of their coming, reused once they are.

const FIRST_ROWS = 64;
const NONE = -1;

export class Records {
  /** When the record came. */
  requestedAt = new Float64Array(FIRST_ROWS);
  /** Its place among all of its trigger, from 1. */
  number = new Float64Array(FIRST_ROWS);
  /** 1 where it makes every batch fail that holds it. */
  poison = new Uint8Array(FIRST_ROWS);
  /** The row that came after it into the same lane; below 0 for none. */
  next = new Int32Array(FIRST_ROWS);
  #free = NONE;
  #used = 0;

  add(requestedAt: number, number: number, poison: number): number {
    if (this.#free === NONE && this.#used === this.next.length) this.#grow();
    const row = this.#free === NONE ? this.#used++ : this.#free;
    if (row === this.#free) this.#free = this.next[row]!;
    this.requestedAt[row] = requestedAt;
    this.number[row] = number;
    this.poison[row] = poison;
    this.next[row] = NONE;
    return row;
  }

  release(row: number): void {
    this.next[row] = this.#free;
    this.#free = row;
  }

  #grow(): void {
    const rows = this.#used * 2;
    this.requestedAt = widened(new Float64Array(rows), this.requestedAt);
    this.number = widened(new Float64Array(rows), this.number);
    this.poison = widened(new Uint8Array(rows), this.poison);
    this.next = widened(new Int32Array(rows), this.next);
  }
}

function widened<T extends { set(from: ArrayLike<number>): void }>(to: T, from: ArrayLike<number>): T {
  to.set(from);
  return to;
}
