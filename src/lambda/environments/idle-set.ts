// The idle environments of one pool: in the order in which they became idle, and the choice of the one that serves next
// (M-MRU).
import { IndexedHeap } from '../../engine/indexed-heap.js';
import type { KeyedStream } from '../../engine/random.js';
import type { Placement } from '../../scenario/types.js';
import { type Environments, NONE } from './environments.js';

/** Cost: O(1) a change under `mru`, `lru` and `random`, O(log n) under `newest`. */
export class IdleSet {
  size = 0;
  /** The first and the last to become idle. */
  first = NONE;
  last = NONE;
  readonly #environments: Environments;
  readonly #placement: Placement;
  readonly #draws: KeyedStream;
  /** Only under `newest`. */
  readonly #byCreation: IndexedHeap | null;
  /** Only under `random`: the ids in no particular order, and where each stands. */
  readonly #members: number[] = [];
  readonly #positions = new Map<number, number>();

  constructor(environments: Environments, placement: Placement, draws: KeyedStream) {
    this.#environments = environments;
    this.#placement = placement;
    this.#draws = draws;
    const newest = (a: number, b: number): boolean => environments.ordinal[a]! > environments.ordinal[b]!;
    this.#byCreation = placement === 'newest' ? new IndexedHeap(newest) : null;
  }

  add(id: number): void {
    const { idleBefore, idleAfter, idle } = this.#environments;
    idle[id] = 1;
    idleBefore[id] = this.last;
    idleAfter[id] = NONE;
    if (this.last === NONE) this.first = id;
    else idleAfter[this.last] = id;
    this.last = id;
    this.size += 1;
    if (this.#byCreation !== null) this.#byCreation.add(id);
    else if (this.#placement === 'random') this.#positions.set(id, this.#members.push(id) - 1);
  }

  remove(id: number): void {
    const { idleBefore, idleAfter, idle } = this.#environments;
    const before = idleBefore[id]!;
    const after = idleAfter[id]!;
    idle[id] = 0;
    if (before === NONE) this.first = after;
    else idleAfter[before] = after;
    if (after === NONE) this.last = before;
    else idleBefore[after] = before;
    this.size -= 1;
    if (this.#byCreation !== null) this.#byCreation.remove(id);
    else if (this.#placement === 'random') this.#forget(id);
  }

  /** Removes and returns the environment that the placement policy names for a request, `NONE` when none is idle. */
  take(request: number): number {
    if (this.size === 0) return NONE;
    const id = this.#choose(request);
    this.remove(id);
    return id;
  }

  #choose(request: number): number {
    switch (this.#placement) {
      case 'mru':
        return this.last;
      case 'lru':
        return this.first;
      case 'newest':
        return this.#byCreation!.first;
      case 'random':
        return this.#members[Math.floor(this.#draws.at(request)() * this.size)]!;
    }
  }

  #forget(id: number): void {
    const at = this.#positions.get(id)!;
    const moved = this.#members.pop()!;
    this.#positions.delete(id);
    if (moved === id) return;
    this.#members[at] = moved;
    this.#positions.set(moved, at);
  }
}
