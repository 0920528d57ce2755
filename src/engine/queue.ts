// What any event queue must do. It knows times and ties, not what an event means.

/**
 * Any queue must give events back by time, then by `order`; two events with the same time and the same order come
 * in either order, so they must be interchangeable. Both are whole numbers below 2^53. `event` is any 32-bit integer.
 */
export interface EventQueue {
  readonly size: number;
  push(time: number, order: number, event: number): void;
  /** Time of the next event, `Infinity` when there is none. */
  peekTime(): number;
  /** Removes the next event and returns it. The queue must not be empty. */
  take(): number;
}
