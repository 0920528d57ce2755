// The environments of one pool whose init a request waits for, in the order of those requests' arrival: under eager
// assignment the first in the line takes an environment that frees up before its own has initialised.
import { type Environments, NONE } from './environments.js';

/** Linked through the columns of idle environments, since what initialises is not idle. Cost: O(1) a change. */
export class WaitingLine {
  first = NONE;
  #last = NONE;
  readonly #environments: Environments;

  constructor(environments: Environments) {
    this.#environments = environments;
  }

  add(id: number): void {
    const { idleBefore, idleAfter } = this.#environments;
    idleBefore[id] = this.#last;
    idleAfter[id] = NONE;
    if (this.#last === NONE) this.first = id;
    else idleAfter[this.#last] = id;
    this.#last = id;
  }

  remove(id: number): void {
    const { idleBefore, idleAfter } = this.#environments;
    const before = idleBefore[id]!;
    const after = idleAfter[id]!;
    if (before === NONE) this.first = after;
    else idleAfter[before] = after;
    if (after === NONE) this.#last = before;
    else idleBefore[after] = before;
  }
}
