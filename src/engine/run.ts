// The run loop: takes the earlier of the next arrival and the next queued event. Arrivals never enter the queue.
import type { EventQueue } from './queue.js';
import type { Clock } from './time.js';

/** Rows in time order, the current one readable until `advance`; `time` is `Infinity` after the last. */
export interface Arrivals {
  readonly time: number;
  advance(): void;
}

/** What happens at an arrival and at an event, at the clock's time; it queues further events itself. */
export interface Model<A extends Arrivals> {
  arrive(arrivals: A): void;
  handle(event: number): void;
  /** Whether nothing is in flight, so that the run may end once the horizon is passed. */
  settled(): boolean;
}

/**
 * Runs until the arrivals have passed `horizon` and the model has settled. An arrival at `horizon` itself still counts.
 * At one instant queued events come before arrivals, so that what ends at `t` is over for an arrival at `t`.
 */
export function run<A extends Arrivals>(
  clock: Clock,
  queue: EventQueue,
  arrivals: A,
  model: Model<A>,
  horizon: number,
): void {
  for (;;) {
    const due = queue.peekTime();
    const next = arrivals.time;
    if (next > horizon && due > horizon && model.settled()) return;
    if (due <= next || next > horizon) {
      clock.now = due;
      model.handle(queue.take());
    } else {
      clock.now = next;
      model.arrive(arrivals);
      arrivals.advance();
    }
  }
}
