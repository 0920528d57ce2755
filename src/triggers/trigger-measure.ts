// What is counted about one trigger: the fate of its events, each of which has exactly one.

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
  /** Attempts beyond the first. */
  retries = 0;

  drop(reason: string): void {
    this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + 1);
  }

  get events(): number {
    let sum = this.succeeded + this.failed + this.deadLettered + this.queued;
    for (const count of this.dropped.values()) sum += count;
    return sum;
  }
}
