// The table of execution environments, on demand and provisioned: one row each, as columns. Ids are reused once an
// environment has ended, so the table grows with what exists at one time.

import { Owes } from '../cold-start/phases.js';

/** No environment, or nobody. */
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
  /** What it owes its next invocation: one of `Owes`. */
  owes = new Uint8Array(FIRST_ROWS);
  /** Of an on-demand one: its pool, and the invocation that waits until it has initialised, `NONE` when nobody does. */
  pool = new Int32Array(FIRST_ROWS);
  waiting = new Int32Array(FIRST_ROWS);
  /** How its init ends, one of `InitEnd`, and what of it is billed: for those that nobody waits for any more. */
  initEnd = new Uint8Array(FIRST_ROWS);
  billedInit = new Float64Array(FIRST_ROWS);
  /** 1 while idle. */
  idle = new Uint8Array(FIRST_ROWS);
  /** Neighbours in the order in which environments became idle, or began to initialise. */
  idleBefore = new Int32Array(FIRST_ROWS);
  idleAfter = new Int32Array(FIRST_ROWS);
  /** Neighbours in the order of creation. */
  older = new Int32Array(FIRST_ROWS);
  younger = new Int32Array(FIRST_ROWS);
  /** Ended rows that wait to be used again, linked through `idleAfter`. */
  #free = NONE;
  #used = 0;

  /** A new row, busy, fresh, without neighbours. */
  open(now: number, ordinal: number, pool: number): number {
    let id = this.#free;
    if (id === NONE) {
      if (this.#used === this.ordinal.length) this.#grow();
      id = this.#used++;
    } else this.#free = this.idleAfter[id]!;
    this.ordinal[id] = ordinal;
    this.createdAt[id] = now;
    this.recycleAt[id] = Infinity;
    this.expiresAt[id] = Infinity;
    this.owes[id] = Owes.firstInvoke;
    this.pool[id] = pool;
    this.waiting[id] = NONE;
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
    this.owes = widened(this.owes, new Uint8Array(rows));
    this.pool = widened(this.pool, new Int32Array(rows));
    this.waiting = widened(this.waiting, new Int32Array(rows));
    this.initEnd = widened(this.initEnd, new Uint8Array(rows));
    this.billedInit = widened(this.billedInit, new Float64Array(rows));
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
