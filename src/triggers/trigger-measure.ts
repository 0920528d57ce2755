// What is counted about one trigger: the fate of its events, each of which has exactly one, and how many of them wait.
import { Histogram } from '../metrics/histogram.js';
import { Waiting } from './measurement/waiting.js';

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
  /** What waits for Lambda, over time; `null` where those who call wait themselves. */
  readonly source: Waiting | null;

  constructor(source: Waiting | null = null) {
    this.source = source;
  }

  /** Of a source that is polled; `null` for others. */
  get polled(): Polled | null {
    return this.source instanceof Polled ? this.source : null;
  }

  /** An attempt is made beyond the first; what came during the warm-up is not counted, here and below. */
  retry(now: number, isCounted: boolean): void {
    if (isCounted) this.retries += 1;
    this.source?.retried(now);
  }

  deadLetter(now: number, isCounted: boolean): void {
    if (isCounted) this.deadLettered += 1;
    this.source?.deadLettered(now);
  }

  drop(reason: string, now: number, isCounted: boolean): void {
    if (isCounted) this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + 1);
    this.source?.dropped(now);
  }

  get events(): number {
    let sum = this.succeeded + this.failed + this.deadLettered + this.queued;
    for (const count of this.dropped.values()) sum += count;
    return sum;
  }
}

/** What is known of a source's messages, apart from the invocations that take them. */
export abstract class Polled extends Waiting {
  /** From the coming of a message to the end of the invocation that settled it, in microseconds. */
  readonly latency = new Histogram();
}
