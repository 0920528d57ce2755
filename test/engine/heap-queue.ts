// A 4-ary heap: the simplest queue that is fast enough, kept as the oracle of the calendar.
import type { EventQueue } from '../../src/engine/queue.js';

/**
 * A 4-ary heap in parallel typed arrays: O(log n) a push and a take, no allocation except when it grows. Four children
 * instead of two halve the depth; their times lie side by side in one cache line.
 */
export class HeapQueue implements EventQueue {
  size = 0;
  #times = new Float64Array(256);
  #orders = new Float64Array(256);
  #events = new Int32Array(256);

  peekTime(): number {
    return this.size > 0 ? this.#times[0]! : Infinity;
  }

  push(time: number, order: number, event: number): void {
    if (this.size === this.#times.length) this.#grow();
    const times = this.#times;
    const orders = this.#orders;
    const events = this.#events;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && orders[parent]! < order)) break;
      times[at] = parentTime;
      orders[at] = orders[parent]!;
      events[at] = events[parent]!;
      at = parent;
    }
    times[at] = time;
    orders[at] = order;
    events[at] = event;
  }

  take(): number {
    if (this.size === 0) throw new RangeError('the event queue is empty');
    const first = this.#events[0]!;
    const last = --this.size;
    if (last > 0) this.#sink(this.#times[last]!, this.#orders[last]!, this.#events[last]!);
    return first;
  }

  /** Moves the hole at the root down until the given event fits into it. */
  #sink(time: number, order: number, event: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const events = this.#events;
    const size = this.size;
    let at = 0;
    for (;;) {
      const start = (at << 2) + 1;
      if (start >= size) break;
      const end = Math.min(start + 4, size);
      let child = start;
      let childTime = times[start]!;
      for (let other = start + 1; other < end; other++) {
        const otherTime = times[other]!;
        if (otherTime < childTime || (otherTime === childTime && orders[other]! < orders[child]!)) {
          child = other;
          childTime = otherTime;
        }
      }
      if (childTime > time || (childTime === time && orders[child]! > order)) break;
      times[at] = childTime;
      orders[at] = orders[child]!;
      events[at] = events[child]!;
      at = child;
    }
    times[at] = time;
    orders[at] = order;
    events[at] = event;
  }

  #grow(): void {
    const length = this.#times.length * 2;
    const times = new Float64Array(length);
    const orders = new Float64Array(length);
    const events = new Int32Array(length);
    times.set(this.#times);
    orders.set(this.#orders);
    events.set(this.#events);
    this.#times = times;
    this.#orders = orders;
    this.#events = events;
  }
}
