// One-minute datapoints of utilisation, as CloudWatch would show them for provisioned concurrency (M-UTILIZATION).
import { METRIC_PERIOD } from '../defaults.js';

/** `null` for a minute in which nothing ran, or could run, on provisioned environments (M-NO-DATA). */
export interface Datapoint {
  readonly average: number;
  readonly maximum: number;
}

export class MinuteMeter {
  /** Of the last whole minute. */
  last: Datapoint | null = null;
  #end = METRIC_PERIOD;
  #since = 0;
  #utilization = 0;
  #isAvailable = false;
  /** Of the minute under way: utilisation over time, how long there was any, and the largest. */
  #area = 0;
  #length = 0;
  #maximum = 0;

  /** Another utilisation from `now` on; what changes at a minute's end belongs to the next. */
  change(now: number, utilization: number, isAvailable: boolean): void {
    this.roll(now);
    if (utilization === this.#utilization && isAvailable === this.#isAvailable) return;
    this.#upTo(now);
    if (utilization > this.#utilization) this.#maximum = Math.max(this.#maximum, utilization);
    this.#utilization = utilization;
    this.#isAvailable = isAvailable;
  }

  /** Closes the minutes that have ended by `now`. */
  roll(now: number): void {
    while (now >= this.#end) {
      this.#upTo(this.#end);
      const { average, maximum } = { average: this.#area / this.#length, maximum: this.#maximum };
      this.last = maximum > 0 && this.#length > 0 ? { average, maximum } : null;
      this.#end += METRIC_PERIOD;
      this.#area = 0;
      this.#length = 0;
      this.#maximum = 0;
    }
  }

  /** What was in force up to now counts if it lasted: what ends as a minute begins is none of that minute's. */
  #upTo(now: number): void {
    if (now > this.#since) this.#maximum = Math.max(this.#maximum, this.#utilization);
    if (this.#isAvailable) {
      this.#area += this.#utilization * (now - this.#since);
      this.#length += now - this.#since;
    }
    this.#since = now;
  }
}
