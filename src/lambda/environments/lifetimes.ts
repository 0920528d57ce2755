// Which environment reaches its maximum life next: the oldest where all live equally long, else one of a heap.
import { IndexedHeap } from '../../engine/indexed-heap.js';
import { type Environments, NONE } from './environments.js';

export interface Lifetimes {
  /** The one that reaches its maximum life first, `NONE` when there is none. */
  readonly next: number;
  /** A new environment. */
  add(id: number): void;
  /** The next has reached it: another is the next, and this one ends as soon as it is idle. */
  pass(): void;
  /** An environment has ended, passed or not. */
  drop(id: number): void;
}

/** All live equally long: a list in the order of creation. Cost: O(1). */
export class EqualLifetimes implements Lifetimes {
  next = NONE;
  readonly #environments: Environments;
  #youngest = NONE;

  constructor(environments: Environments) {
    this.#environments = environments;
  }

  add(id: number): void {
    const { older, younger } = this.#environments;
    older[id] = this.#youngest;
    if (this.#youngest !== NONE) younger[this.#youngest] = id;
    this.#youngest = id;
    if (this.next === NONE) this.next = id;
  }

  pass(): void {
    this.next = this.#environments.younger[this.next]!;
  }

  drop(id: number): void {
    const { older, younger } = this.#environments;
    const before = older[id]!;
    const after = younger[id]!;
    if (before !== NONE) younger[before] = after;
    if (after === NONE) this.#youngest = before;
    else older[after] = before;
    if (this.next === id) this.next = after;
  }
}

/** Each lives as long as was drawn for it. Cost: O(log n). */
export class DrawnLifetimes implements Lifetimes {
  readonly #heap: IndexedHeap;

  constructor(environments: Environments) {
    this.#heap = new IndexedHeap((a, b) => {
      const { recycleAt, ordinal } = environments;
      return recycleAt[a]! < recycleAt[b]! || (recycleAt[a] === recycleAt[b] && ordinal[a]! < ordinal[b]!);
    });
  }

  get next(): number {
    return this.#heap.first;
  }

  add(id: number): void {
    this.#heap.add(id);
  }

  pass(): void {
    this.#heap.remove(this.#heap.first);
  }

  drop(id: number): void {
    if (this.#heap.has(id)) this.#heap.remove(id);
  }
}
