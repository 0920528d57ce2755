// What is counted about one trigger: the fate of its events, each of which has exactly one, and how many of them wait.
import { Histogram } from '../metrics/histogram.js';
import { Level } from '../metrics/level.js';
import type { Window } from '../metrics/window.js';

export class TriggerMeasure {
  /** Answered, or processed, without an error. */
  succeeded = 0;
  /** Answered with a function error or a timeout, or throttled, to a client that did not try again. */
  failed = 0;
  /** Sent to a dead-letter queue or an on-failure destination. */
  deadLettered = 0;
  /** Given up, by the reason. */
  readonly dropped = new Map<string, number>();
  /** Not settled when nothing looks for them any more. */
  queued = 0;
  /** Attempts beyond the first, of events and of their duplicates. */
  retries = 0;
  /** Events that were delivered twice. */
  duplicates = 0;
  /** Of a source that is polled; `null` for others. */
  readonly polled: Polled | null;

  constructor(polled: Polled | null = null) {
    this.polled = polled;
  }

  drop(reason: string): void {
    this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + 1);
  }

  get events(): number {
    let sum = this.succeeded + this.failed + this.deadLettered + this.queued;
    for (const count of this.dropped.values()) sum += count;
    return sum;
  }
}

/** What is known of a source's messages, apart from the invocations that take them. */
export class Polled {
  /** From the coming of a message to the end of the invocation that settled it, in microseconds. */
  readonly latency = new Histogram();
  /** Messages that wait, and that are being worked on. */
  readonly waiting: Level;
  readonly inFlight: Level;

  constructor(window: Window) {
    this.waiting = new Level(window);
    this.inFlight = new Level(window);
  }
}
