// The table of execution environments, on demand and provisioned: one row each, as columns. Ids are reused once an
// environment has ended, so the table grows with what exists at one time.

/** No environment. */
export const NONE = -1;

const FIRST_ROWS = 64;

export class Environments {
  /** Counts from 1 within the function, in order of creation. */
  ordinal = new Float64Array(FIRST_ROWS);
  createdAt = new Float64Array(FIRST_ROWS);
  /** When its maximum life ends, `Infinity` for never. */
  recycleAt = new Float64Array(FIRST_ROWS);
  /** While idle: when its keep-alive ends, `Infinity` for never. */
  expiresAt = new Float64Array(FIRST_ROWS);
  /** 1 after a timeout: the next invocation pays a suppressed init. */
  needsReset = new Uint8Array(FIRST_ROWS);
  /** 1 while idle. */
  idle = new Uint8Array(FIRST_ROWS);
  /** Neighbours in the order in which environments became idle. */
  idleBefore = new Int32Array(FIRST_ROWS);
  idleAfter = new Int32Array(FIRST_ROWS);
  /** Neighbours in the order of creation. */
  older = new Int32Array(FIRST_ROWS);
  younger = new Int32Array(FIRST_ROWS);
  /** Ended rows that wait to be used again, linked through `idleAfter`. */
  #free = NONE;
  #used = 0;

  /** A new row, busy, without neighbours. */
  open(now: number, ordinal: number): number {
    let id = this.#free;
    if (id === NONE) {
      if (this.#used === this.ordinal.length) this.#grow();
      id = this.#used++;
    } else this.#free = this.idleAfter[id]!;
    this.ordinal[id] = ordinal;
    this.createdAt[id] = now;
    this.recycleAt[id] = Infinity;
    this.expiresAt[id] = Infinity;
    this.needsReset[id] = 0;
    this.idle[id] = 0;
    this.idleBefore[id] = this.idleAfter[id] = this.older[id] = this.younger[id] = NONE;
    return id;
  }

  close(id: number): void {
    this.idleAfter[id] = this.#free;
    this.#free = id;
  }

  #grow(): void {
    const rows = this.#used * 2;
    this.ordinal = widened(this.ordinal, new Float64Array(rows));
    this.createdAt = widened(this.createdAt, new Float64Array(rows));
    this.recycleAt = widened(this.recycleAt, new Float64Array(rows));
    this.expiresAt = widened(this.expiresAt, new Float64Array(rows));
    this.needsReset = widened(this.needsReset, new Uint8Array(rows));
    this.idle = widened(this.idle, new Uint8Array(rows));
    this.idleBefore = widened(this.idleBefore, new Int32Array(rows));
    this.idleAfter = widened(this.idleAfter, new Int32Array(rows));
    this.older = widened(this.older, new Int32Array(rows));
    this.younger = widened(this.younger, new Int32Array(rows));
  }
}

function widened<T extends { set(from: ArrayLike<number>): void } & ArrayLike<number>>(from: T, to: T): T {
  to.set(from);
  return to;
}
